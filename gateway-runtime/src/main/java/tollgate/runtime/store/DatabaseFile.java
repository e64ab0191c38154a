package tollgate.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.ProgressHandler;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

/**
 * Looks at what lies at the database's path before anything may change it, and begins a new file
 * where there is none.
 */
final class DatabaseFile {
  /**
   * "toll" in ASCII; marks the file as ours (https://sqlite.org/pragma.html#pragma_application_id).
   */
  static final int APPLICATION_ID = 0x746F6C6C;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /**
   * How long a start may be spent on looking for damage; a small file is read whole in that time.
   */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Path file;

  DatabaseFile(Path file) {
    this.file = file;
  }

  /** Whether there is a file, even an empty one that an interrupted start left. */
  boolean isBegun() throws IOException {
    if (Files.exists(file) && Files.size(file) > 0) {
      return true;
    }
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (Files.exists(log) && Files.size(log) > 0) {
      throw GatewayProblem.STORE_CORRUPT.exception(
          file, "it is missing, and its log " + log + " is there");
    }
    return false;
  }

  /** Begins a new database, readable by its owner only. */
  void begin() throws IOException, SQLException {
    createPrivately(file);
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA journal_mode = WAL");
    }
  }

  /**
   * The version of the schema in the file, 0 when it has none yet.
   *
   * @throws ProblemException with STORE_CORRUPT, STORE_FOREIGN, STORE_NEWER or STORE_DIFFERS when
   *     the file must be left alone
   */
  int inspect() throws IOException {
    return inspect(Connections.reading(file));
  }

  /** The same without a trace: not even the files that a reader shares with others are made. */
  int look() throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    boolean alone = !Files.exists(log) || Files.size(log) == 0;
    return inspect(alone ? Connections.looking(file) : Connections.reading(file));
  }

  private int inspect(DataSource source) throws IOException {
    if (!beginsLikeSqlite()) {
      throw GatewayProblem.STORE_CORRUPT.exception(
          file, "it does not begin like an SQLite database");
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
        throw GatewayProblem.STORE_FOREIGN.exception(file);
      }
      int version = Migrations.versionOf(connection);
      if (version > Migrations.NEWEST) {
        throw GatewayProblem.STORE_NEWER.exception(file, version, Migrations.NEWEST);
      }
      if (version > 0) {
        refuseOtherScripts(connection);
      }
      lookForDamage(connection, statement);
      return version;
    } catch (SQLException e) {
      throw refusal(e);
    }
  }

  /** Brings the schema up to date. */
  void migrate(int from) {
    try {
      Migrations.run(Connections.changing(file), Migrations.NEWEST);
    } catch (FlywayException failed) {
      Optional<SQLException> fault = Faults.fault(failed);
      if (fault.filter(Faults::isDamage).isPresent()) {
        throw refusal(fault.get());
      }
      String why = Faults.sentence(fault.map(Throwable.class::cast).orElse(failed));
      throw new ProblemException(
          GatewayProblem.STORE_NOT_MIGRATED.report(file, from, Migrations.NEWEST, why), failed);
    }
  }

  private void refuseOtherScripts(Connection connection) throws SQLException {
    Optional<String> other = Migrations.otherThanOurs(connection);
    if (other.isPresent()) {
      throw GatewayProblem.STORE_DIFFERS.exception(file, other.get());
    }
  }

  /** The problem that an exception of SQLite shows. */
  ProblemException refusal(SQLException failure) {
    Problem problem =
        Faults.isDamage(failure) ? GatewayProblem.STORE_CORRUPT : GatewayProblem.STORE_UNUSABLE;
    return new ProblemException(problem.report(file, Faults.sentence(failure)), failure);
  }

  private boolean beginsLikeSqlite() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  private void lookForDamage(Connection connection, Statement statement) throws SQLException {
    long until = System.nanoTime() + LOOK.toNanos();
    ProgressHandler.setHandler(connection, 1_000, new Deadline(until));
    try (ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (found.next() && !found.getString(1).equals("ok")) {
        throw GatewayProblem.STORE_CORRUPT.exception(file, found.getString(1).strip());
      }
    } catch (SQLException e) {
      if (System.nanoTime() < until) {
        throw e;
      }
      // Time is up and no damage was seen in what was read.
    } finally {
      ProgressHandler.clearHandler(connection);
    }
  }

  /** Begins an empty file that nobody else may read; one that is there and empty will do. */
  static void createPrivately(Path file) throws IOException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      // An empty one: an earlier start was interrupted here. It serves as well.
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** Interrupts what SQLite does once the time is up. */
  private static final class Deadline extends ProgressHandler {
    private final long until;

    Deadline(long until) {
      this.until = until;
    }

    @Override
    protected int progress() {
      return System.nanoTime() > until ? 1 : 0;
    }
  }
}
