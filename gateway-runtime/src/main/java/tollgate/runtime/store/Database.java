package tollgate.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * The open database. Nobody else may write to the file while it is open, and a file that is
 * damaged, newer or not ours is refused as it is: nothing is ever repaired or overwritten unasked.
 *
 * <pre>{@code
 * try (Database database = Database.open(StoreSettings.of(file), CommitWatch.NONE)) {
 *   database.writer().submit(transaction -> ...).await();
 *   long rows = database.reads().ask(connection -> ...);
 * }
 * }</pre>
 */
public final class Database implements AutoCloseable {
  private final DatabaseLock lock;
  private final Connection connection;
  private final Writer writer;
  private final Reads reads;

  private Database(StoreSettings settings, CommitWatch watch, DatabaseLock lock)
      throws SQLException {
    this.lock = lock;
    this.connection = Connections.writing(settings.file(), settings.durability());
    this.writer = new Writer(new Transaction(connection), watch);
    this.reads =
        new Reads(Connections.reading(settings.file()), settings.readers(), writer::isHurried);
  }

  /**
   * Opens the database, beginning a new file or bringing an older one up to date where need be.
   *
   * @throws ProblemException with STORE_LOCKED, STORE_CORRUPT, STORE_FOREIGN, STORE_NEWER,
   *     STORE_DIFFERS, STORE_NOT_MIGRATED or STORE_UNUSABLE; the file is then as it was
   */
  public static Database open(StoreSettings settings, CommitWatch watch) {
    Path path = settings.file().toAbsolutePath();
    try {
      makeFolder(path);
      DatabaseLock lock = DatabaseLock.take(path);
      try {
        return prepared(settings, watch, lock);
      } catch (RuntimeException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ProblemException(GatewayProblem.STORE_UNUSABLE.report(path, Faults.sentence(e)), e);
    }
  }

  /** The schema that this version of the gateway works on. */
  public static int newestSchema() {
    return Migrations.NEWEST;
  }

  /** Whether a process, a gateway most likely, has that database; nothing is made or changed. */
  public static boolean isHeld(Path path) throws IOException {
    return DatabaseLock.isHeld(path.toAbsolutePath());
  }

  /**
   * What lies at a database's path.
   *
   * @param begun whether there is a database at all
   * @param schema the version of its tables
   */
  public record Look(boolean begun, int schema) {}

  /**
   * Looks at a database and changes nothing, whether or not a gateway runs on it.
   *
   * @throws ProblemException with STORE_CORRUPT, STORE_FOREIGN, STORE_NEWER or STORE_UNUSABLE where
   *     it could not be opened
   */
  public static Look look(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      var file = new DatabaseFile(absolute);
      return file.isBegun() ? new Look(true, file.look()) : new Look(false, 0);
    } catch (IOException e) {
      throw new ProblemException(
          GatewayProblem.STORE_UNUSABLE.report(absolute, Faults.sentence(e)), e);
    }
  }

  /** The way to write. */
  public Writer writer() {
    return writer;
  }

  /** The way to read. */
  public Reads reads() {
    return reads;
  }

  /**
   * Writes what was handed over and lets go of the file.
   *
   * @throws ProblemException with STORE_UNUSABLE when the last step fails; nothing that was durable
   *     is lost by that
   */
  @Override
  public void close() {
    long begun = System.nanoTime();
    closeAll();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Events.log(GatewayEvent.SHUTDOWN_CHECKPOINT, "total_ms", took.toMillis());
  }

  private void closeAll() {
    try (lock;
        connection) {
      writer.close();
      reads
          .close(); // the writer's connection is the last one then, and folds the log into the file
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          GatewayProblem.STORE_UNUSABLE.report("", "closing was interrupted"), e);
    } catch (SQLException | IOException e) {
      throw new ProblemException(GatewayProblem.STORE_UNUSABLE.report("", Faults.sentence(e)), e);
    }
  }

  private static Database prepared(StoreSettings settings, CommitWatch watch, DatabaseLock lock)
      throws IOException {
    long begun = System.nanoTime();
    var file = new DatabaseFile(settings.file());
    try {
      int version = 0;
      if (file.isBegun()) {
        version = file.inspect();
      } else {
        file.begin();
      }
      if (version < Migrations.NEWEST) {
        file.migrate(version);
      }
      var database = new Database(settings, watch, lock);
      database.writer.start();
      log(settings, version, Duration.ofNanos(System.nanoTime() - begun));
      return database;
    } catch (SQLException e) {
      throw file.refusal(e);
    }
  }

  private static void log(StoreSettings settings, int before, Duration took) {
    if (before > 0 && before < Migrations.NEWEST) {
      Events.log(
          GatewayEvent.STORE_MIGRATED,
          "path",
          settings.file(),
          "from",
          before,
          "to",
          Migrations.NEWEST);
    }
    Events.log(
        GatewayEvent.STORE_OPENED,
        "path",
        settings.file(),
        "schema",
        Migrations.NEWEST,
        "durability",
        settings.durability(),
        "total_ms",
        took.toMillis());
  }

  private static void makeFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
