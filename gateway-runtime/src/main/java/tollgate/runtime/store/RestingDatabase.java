package tollgate.runtime.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import tollgate.runtime.event.Progress;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * The database's file while no gateway has it: what replaces the file as a whole is done here.
 * There is no moment at which the old file is gone and the new one not there yet, for a start at
 * that moment would begin an empty one.
 */
public final class RestingDatabase implements AutoCloseable {
  private static final int STEPS = 200_000;

  private final Path file;
  private final DatabaseLock lock;

  private RestingDatabase(Path file, DatabaseLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Keeps everybody else away from it until this is closed.
   *
   * @throws ProblemException with STORE_MUST_REST while a gateway or another command has it
   */
  public static RestingDatabase take(Path file) {
    Path path = file.toAbsolutePath();
    try {
      DatabaseCopy.makeFolder(Objects.requireNonNullElse(path.getParent(), path));
      return new RestingDatabase(path, DatabaseLock.take(path));
    } catch (ProblemException locked) {
      if (locked.report().problem() == GatewayProblem.STORE_LOCKED) {
        throw GatewayProblem.STORE_MUST_REST.exception(path);
      }
      throw locked;
    } catch (IOException e) {
      throw new ProblemException(GatewayProblem.STORE_UNUSABLE.report(path, Faults.sentence(e)), e);
    }
  }

  /**
   * Writes the file anew without its gaps.
   *
   * @throws ProblemException with STORE_MUST_REST while another program reads or writes it,
   *     STORE_CORRUPT or STORE_UNUSABLE; the file is then as it was
   */
  public void vacuum() throws IOException {
    var old = new DatabaseFile(file);
    old.inspect();
    Path fresh = beside(".fresh");
    Files.deleteIfExists(fresh);
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      foldLog(statement);
      DatabaseFile.createPrivately(fresh);
      long all = Files.size(file);
      Connection sqlite = connection.unwrap(SQLiteConnection.class);
      ProgressHandler.setHandler(sqlite, STEPS, new Growing(fresh, all));
      statement.execute("VACUUM INTO '" + fresh.toString().replace("'", "''") + "'");
      ProgressHandler.clearHandler(sqlite);
      Progress.at(all, all);
    } catch (SQLException e) {
      Files.deleteIfExists(fresh);
      throw old.refusal(e);
    }
    DatabaseCopy.sync(fresh);
    // The log is empty, but must not be there beside another file either.
    Files.deleteIfExists(beside("-wal"));
    Files.deleteIfExists(beside("-shm"));
    DatabaseCopy.name(fresh, file);
  }

  /** Brings all that is in the log into the file, which nobody else may have open for that. */
  private void foldLog(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (!row.next() || row.getInt("busy") != 0) {
        throw GatewayProblem.STORE_MUST_REST.exception(file);
      }
    }
  }

  private void foldLog() {
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      foldLog(statement);
    } catch (SQLException failure) {
      if (Faults.isBusy(failure)) {
        throw GatewayProblem.STORE_MUST_REST.exception(file);
      }
      // It is damaged, which may be why it is replaced: its log is kept as it is.
    }
  }

  /**
   * Puts another file in the place of this one, which is kept under another name.
   *
   * @param fresh on the same disk; it is moved
   * @param former what the old one is called from now on; a log that cannot be brought into it goes
   *     with it
   * @throws ProblemException with STORE_MUST_REST while another program reads or writes it
   * @throws IOException where a file cannot be moved; all is then as it was
   */
  public void replaceBy(Path fresh, Path former) throws IOException {
    boolean replaces = Files.exists(file);
    if (replaces) {
      foldLog();
      keepAs(file, former);
    }
    // Another database's log must not be taken for the new one's.
    Path log = beside("-wal");
    Path keptLog = former.resolveSibling(former.getFileName() + "-wal");
    boolean logged = replaces && Files.exists(log) && Files.size(log) > 0;
    try {
      if (logged) {
        Files.move(log, keptLog);
      }
      Files.deleteIfExists(log);
      Files.deleteIfExists(beside("-shm"));
      DatabaseCopy.name(fresh, file);
    } catch (IOException stuck) {
      if (replaces && Files.exists(fresh)) { // the old one is in its place still
        takeBack(log, keptLog, former);
      }
      throw stuck;
    }
  }

  private static void takeBack(Path log, Path keptLog, Path former) throws IOException {
    if (!Files.exists(log) && Files.exists(keptLog)) {
      Files.move(keptLog, log);
    }
    Files.deleteIfExists(former);
  }

  private static void keepAs(Path kept, Path name) throws IOException {
    try {
      Files.createLink(name, kept);
    } catch (FileAlreadyExistsException taken) {
      throw new IOException(name + " is there already", taken);
    } catch (UnsupportedOperationException | FileSystemException noLinks) { // or none allowed
      DatabaseFile.createPrivately(name);
      Files.copy(kept, name, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new ProblemException(GatewayProblem.STORE_UNUSABLE.report(file, Faults.sentence(e)), e);
    }
  }

  /** Tells how far a file has grown. */
  private static final class Growing extends ProgressHandler {
    private final Path file;
    private final long all;

    Growing(Path file, long all) {
      this.file = file;
      this.all = all;
    }

    @Override
    protected int progress() {
      try {
        Progress.at(Math.min(Files.size(file), all), all);
      } catch (IOException gone) { // what is wrong with the file is told by who writes it
        Progress.at(0, all);
      }
      return 0;
    }
  }
}
