package tollgate.runtime.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import tollgate.runtime.event.Progress;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * Copies of the database: each is one file, whole as of one moment, readable by its owner only and
 * on the disk when the method returns. Every method blocks for as long as it takes.
 */
public final class DatabaseCopy {

  /** Seldom enough not to be felt; about a megabyte. */
  private static final int PAGES_AT_ONCE = 256;

  private static final int WAIT_MILLIS = 50;
  private static final int MOST_WAITS = 100;

  private DatabaseCopy() {}

  /**
   * Copies a database that may be in use meanwhile, with SQLite's online backup
   * (https://sqlite.org/backup.html). Who writes is not held up; the log grows meanwhile.
   *
   * @param to must not be there
   * @throws ProblemException with STORE_CORRUPT or STORE_UNREADABLE; nothing is left then
   */
  public static void make(Path from, Path to) throws IOException {
    DatabaseFile.createPrivately(to);
    try (Connection connection = Connections.reading(from).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN"); // what is read from here on is of one moment
      number(statement, "SELECT count(*) FROM sqlite_master");
      int result =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup(
                  "main",
                  to.toString(),
                  (left, all) -> Progress.at((long) all - left, all),
                  WAIT_MILLIS,
                  MOST_WAITS,
                  PAGES_AT_ONCE);
      statement.execute("ROLLBACK");
      if (result != 0) {
        throw new SQLException("the copy ended with result " + result, "", result);
      }
      sync(to);
    } catch (SQLException e) {
      Files.deleteIfExists(to);
      throw new DatabaseFile(from).refusal(e);
    }
  }

  /**
   * Looks at every page of a database that nobody has open, brings it up to date where an older
   * version wrote it, and asks it something. Leaves no log beside it.
   *
   * @throws ProblemException with STORE_CORRUPT, STORE_FOREIGN, STORE_NEWER or STORE_NOT_MIGRATED
   */
  public static <T> T check(Path file, Question<T> question) throws IOException {
    var looked = new DatabaseFile(file);
    int version = looked.inspect();
    try {
      if (version < Migrations.NEWEST) {
        looked.migrate(version);
      }
      try (Connection connection = Connections.changing(file).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = DELETE");
        demandWhole(file, statement);
        return question.ask(connection);
      }
    } catch (SQLException e) {
      throw looked.refusal(e);
    }
  }

  private static void demandWhole(Path file, Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
      if (found.next() && !found.getString(1).equals("ok")) {
        throw GatewayProblem.STORE_CORRUPT.exception(file, found.getString(1).strip());
      }
    }
  }

  /** Gives a finished file its name, so that the name stands for a whole file or for none. */
  public static void name(Path finished, Path name) throws IOException {
    Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = name.toAbsolutePath().getParent();
    if (folder != null && isPosix(folder)) {
      sync(folder);
    }
  }

  /** Makes a folder that nobody else may look into. */
  public static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (isPosix(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static void sync(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
