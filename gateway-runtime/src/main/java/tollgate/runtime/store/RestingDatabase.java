package tollgate.runtime.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
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
   * @throws ProblemException with STORE_CORRUPT or STORE_UNUSABLE; the file is then as it was
   */
  public void vacuum(DatabaseCopy.Progress progress) throws IOException {
    var old = new DatabaseFile(file);
    old.inspect();
    Path fresh = beside(".fresh");
    Files.deleteIfExists(fresh);
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      DatabaseFile.createPrivately(fresh);
      long all = Files.size(file);
      Connection sqlite = connection.unwrap(SQLiteConnection.class);
      ProgressHandler.setHandler(sqlite, STEPS, new Growing(fresh, all, progress));
      statement.execute("VACUUM INTO '" + fresh.toString().replace("'", "''") + "'");
      ProgressHandler.clearHandler(sqlite);
      progress.at(all, all);
    } catch (SQLException e) {
      Files.deleteIfExists(fresh);
      throw old.refusal(e);
    }
    DatabaseCopy.sync(fresh);
    DatabaseCopy.name(fresh, file);
  }

  /**
   * Puts another file in the place of this one, which is kept under another name.
   *
   * @param fresh on the same disk; it is moved
   * @param former what the old one is called from now on; its log goes with it
   */
  public void replaceBy(Path fresh, Path former) throws IOException {
    if (Files.exists(file)) {
      keepAs(file, former);
      Path log = beside("-wal");
      if (Files.exists(log) && Files.size(log) > 0) {
        keepAs(log, former.resolveSibling(former.getFileName() + "-wal"));
      }
    }
    // Another database's log must not be taken for the new one's.
    Files.deleteIfExists(beside("-wal"));
    Files.deleteIfExists(beside("-shm"));
    DatabaseCopy.name(fresh, file);
  }

  private static void keepAs(Path kept, Path name) throws IOException {
    try {
      Files.createLink(name, kept);
    } catch (UnsupportedOperationException noLinks) {
      DatabaseFile.createPrivately(name);
      Files.copy(kept, name, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException taken) {
      throw new IOException(name + " is there already", taken);
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
    private final DatabaseCopy.Progress progress;

    Growing(Path file, long all, DatabaseCopy.Progress progress) {
      this.file = file;
      this.all = all;
      this.progress = progress;
    }

    @Override
    protected int progress() {
      try {
        progress.at(Math.min(Files.size(file), all), all);
      } catch (IOException gone) { // what is wrong with the file is told by who writes it
        progress.at(0, all);
      }
      return 0;
    }
  }
}
