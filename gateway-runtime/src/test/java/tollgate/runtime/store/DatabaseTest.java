package tollgate.runtime.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

@Timeout(60)
class DatabaseTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("below").resolve("tollgate.db");
  }

  @Test
  void beginsAFileOnlyItsOwnerCanRead() throws IOException {
    open().close();

    assertEquals("rw-------", permissions(file));
    assertEquals("rwx------", permissions(file.getParent()));
  }

  @Test
  void findsWhatAnEarlierRunWrote() {
    try (Database database = open()) {
      mark(database, 7);
    }

    try (Database database = open()) {
      assertEquals(7, markOf(database));
    }
  }

  @Test
  void findsWhatACrashLeftInTheLog() throws IOException {
    Path copy = folder.resolve("copy.db");
    try (Database database = open()) {
      mark(database, 7);
      copyWithLog(file, copy);
    }

    try (Database database = Database.open(StoreSettings.of(copy), CommitWatch.NONE)) {
      assertEquals(7, markOf(database));
    }
  }

  @Test
  void runsEveryMigrationOnceAndAsItStands() {
    open().close();

    Migrations.validate(Connections.changing(file));
    assertEquals(Migrations.NEWEST, Database.newestSchema());
  }

  @Test
  void bringsAnEarlierSchemaUpToDateWithAllThatIsInIt() throws IOException, SQLException {
    beginEarlierSchema();

    try (Database database = open()) {
      assertEquals(7, markOf(database));
    }
    Migrations.validate(Connections.changing(file));
  }

  @Test
  void beginsAMigrationAgainThatWasInterrupted() throws IOException, SQLException {
    beginEarlierSchema();
    Path copy = folder.resolve("copy.db");
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA cache_size = 2"); // so that the log gets what is not yet committed
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE managed_key (id TEXT)");
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
              + " INSERT INTO managed_key SELECT hex(randomblob(99)) FROM n");
      copyWithLog(file, copy);
      connection.rollback();
    }
    assertTrue(Files.size(Path.of(copy + "-wal")) > 1_000_000, "interrupted in its midst");
    file = copy;

    try (Database database = open()) {
      assertEquals(7, markOf(database));
    }
    Migrations.validate(Connections.changing(file));
  }

  @Test
  void undoesAMigrationThatFailsAndSaysWhatToDo() throws IOException, SQLException {
    beginEarlierSchema();
    change("CREATE TABLE managed_key (in_the_way TEXT)");

    ProblemReport report = assertThrows(ProblemException.class, this::open).report();

    assertEquals(GatewayProblem.STORE_NOT_MIGRATED, report.problem(), report::render);
    assertTrue(report.what().contains("managed_key already exists"), report.what());
    assertTrue(
        report.what().contains("schema " + (Migrations.NEWEST - 1) + " to " + Migrations.NEWEST),
        report.what());
    change("DROP TABLE managed_key");
    open().close();
  }

  @Test
  void refusesADatabaseWhoseScriptsReadDifferently() throws IOException, SQLException {
    open().close();
    change("UPDATE schema_history SET checksum = checksum + 1 WHERE version = '1'");

    ProblemReport report = assertRefused(GatewayProblem.STORE_DIFFERS);

    assertTrue(report.what().contains("V1__"), report.what());
  }

  @Test
  void refusesAnEarlierSchemaWhoseScriptsReadDifferently() throws IOException, SQLException {
    beginEarlierSchema();
    change("UPDATE schema_history SET checksum = checksum + 1 WHERE version = '1'");

    assertRefused(GatewayProblem.STORE_DIFFERS);
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "Dear diary, ".repeat(1_000), StandardCharsets.UTF_8);

    assertRefused(GatewayProblem.STORE_CORRUPT);
  }

  @Test
  void refusesADamagedFile() throws IOException {
    fillAndClose();
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[bytes.length / 2];
    new Random(3).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, 6_000, noise.length);
    Files.write(file, bytes);

    assertRefused(GatewayProblem.STORE_CORRUPT);
  }

  @Test
  void refusesAFileThatLostItsEnd() throws IOException {
    fillAndClose();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertRefused(GatewayProblem.STORE_CORRUPT);
  }

  @Test
  void refusesALogWithoutItsFile() throws IOException {
    Path copy = folder.resolve("copy.db");
    try (Database database = open()) {
      mark(database, 7);
      copyWithLog(file, copy);
    }
    Files.delete(copy);
    file = copy;

    ProblemReport report = assertThrows(ProblemException.class, this::open).report();

    assertEquals(GatewayProblem.STORE_CORRUPT, report.problem());
    assertTrue(report.what().contains("-wal"), report.what());
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    change("CREATE TABLE recipe (name TEXT)");

    assertRefused(GatewayProblem.STORE_FOREIGN);
  }

  @Test
  void refusesTheDatabaseOfANewerGateway() throws IOException, SQLException {
    open().close();
    change(
        "INSERT INTO schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) VALUES (99, '99', 'x', 'SQL', 'x', 'x', 1,"
            + " 1)");

    ProblemReport report = assertRefused(GatewayProblem.STORE_NEWER);

    assertTrue(report.what().contains("schema 99"), report.what());
    assertTrue(report.fix().contains("Install that version again"), report.fix());
  }

  @Test
  void refusesADatabaseThatIsOpenHere() {
    try (Database database = open()) {
      mark(database, 1);

      ProblemException refused = assertThrows(ProblemException.class, this::open);

      assertEquals(GatewayProblem.STORE_LOCKED, refused.report().problem());
      assertEquals(1, markOf(database));
    }
    open().close();
  }

  @Test
  void refusesADatabaseThatAnotherProcessHolds() throws IOException, InterruptedException {
    open().close();
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                lockHolder().toString(),
                file + ".lock")
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals('L', holder.getInputStream().read(), "the other process has the lock");

      ProblemException refused = assertThrows(ProblemException.class, this::open);

      assertEquals(GatewayProblem.STORE_LOCKED, refused.report().problem());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open().close();
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Files.writeString(folder.resolve("below"), "in the way");

    ProblemException refused = assertThrows(ProblemException.class, this::open);

    assertEquals(GatewayProblem.STORE_UNUSABLE, refused.report().problem());
  }

  /** As the version before this one left it. */
  private void beginEarlierSchema() throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    new DatabaseFile(file).begin();
    Migrations.run(Connections.changing(file), Migrations.NEWEST - 1);
    change("INSERT INTO ledger_mark (name, value) VALUES ('test', 7)");
  }

  private Database open() {
    return Database.open(StoreSettings.of(file), CommitWatch.NONE);
  }

  /** Refused for this reason, and left as it was to the last byte. */
  private ProblemReport assertRefused(Problem problem) throws IOException {
    byte[] before = Files.readAllBytes(file);

    ProblemReport report = assertThrows(ProblemException.class, this::open).report();

    assertEquals(problem, report.problem(), report::render);
    assertTrue(report.what().contains(file.toString()), report::render);
    assertArrayEquals(before, Files.readAllBytes(file), "the file must stay as it is");
    return report;
  }

  private void fillAndClose() {
    try (Database database = open()) {
      database
          .writer()
          .submit(tx -> {
            var statement =
                tx.statement(
                    "INSERT INTO audit (at, actor, source, action, subject, detail)"
                        + " VALUES (?, 'a', '', 'b', 'c', 'd')");
            for (int i = 0; i < 5_000; i++) {
              statement.setInt(1, i);
              statement.executeUpdate();
            }
          })
          .await();
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = Connections.changing(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void mark(Database database, int value) {
    database
        .writer()
        .submit(tx ->
            tx.statement("INSERT INTO ledger_mark (name, value) VALUES ('test', " + value + ")")
                .executeUpdate())
        .await();
  }

  private static int markOf(Database database) {
    return database
        .reads()
        .ask(connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery("SELECT value FROM ledger_mark")) {
            return row.next() ? row.getInt(1) : -1;
          }
        });
  }

  private static void copyWithLog(Path from, Path to) throws IOException {
    Files.copy(from, to);
    Files.copy(Path.of(from + "-wal"), Path.of(to + "-wal"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path lockHolder() throws IOException {
    return Files.writeString(
        folder.resolve("Holder.java"),
        """
        import java.nio.channels.FileChannel;
        import java.nio.file.Path;
        import java.nio.file.StandardOpenOption;

        class Holder {
          public static void main(String[] args) throws Exception {
            var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
            System.out.println(channel.tryLock() == null ? "no" : "L");
            System.in.read();
          }
        }
        """);
  }
}
