package tollgate.runtime.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.event.Progress;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.RestingDatabase;

class BackupsTest {
  private static final String ROWS = "SELECT id, call_id, state, cost_nanos FROM call ORDER BY id";

  @TempDir private Path folder;

  private final List<Boolean> outcomes = new ArrayList<>();
  private Path file;
  private LedgerHouse house;
  private Calls calls;
  private Backups backups;

  @BeforeEach
  void open() {
    file = folder.resolve("ledger.db");
    house = LedgerHouse.at(file);
    calls = Calls.at(house).key("key-1");
    var rules = new Backups.Rules(Duration.ofHours(6), 2, folder.resolve("kept"));
    backups = new Backups(file, rules, house, outcomes::add);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void callFor(String usd) {
    house.ledger().open(calls.next()).settle(Calls.settled(usd));
    house.flush();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static GatewayProblem refused(Executable work) {
    var refused = assertThrows(ProblemException.class, work);
    return (GatewayProblem) refused.report().problem();
  }

  @Test
  void aBackupRestoresWhatWasThereWhenItWasMade() {
    callFor("0.01");
    house.ledger().open(calls.next()); // it still runs
    house.flush();
    List<String> then = house.list(ROWS);
    var told = new ArrayList<Long>();
    Backups.Made made =
        Progress.heard((done, all) -> told.add(done * 100 / all), () -> backups.make());
    callFor("0.02");
    List<String> later = house.list(ROWS);
    house.close();

    Restore.Restored restored =
        new Restore(file).from(made.backup().file(), false, Instant.parse("2026-11-21T13:00:00Z"));

    house = LedgerHouse.at(file);
    assertEquals(1, made.calls());
    assertEquals(told.stream().sorted().toList(), told, "the copy, then the look at it");
    assertTrue(told.contains(50L) && told.getLast() == 100, told::toString);
    assertEquals(1, restored.calls());
    assertEquals(
        then.stream().map(row -> row.replace("pending null", "in_doubt 0")).toList(),
        house.list(ROWS).stream()
            .map(row -> row.replaceAll("in_doubt \\d+", "in_doubt 0"))
            .toList());
    Path former = restored.former().orElseThrow();
    assertEquals("ledger.db.before-20261121T130000Z", former.getFileName().toString());
    try (LedgerHouse before = LedgerHouse.at(former)) {
      assertEquals(later.size(), before.list(ROWS).size());
    }
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void onlyItsOwnerMayReadABackupAndNothingLiesBesideIt() throws IOException {
    callFor("0.01");
    Backups.Made made = backups.make();

    Path kept = made.backup().file();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    assertEquals(List.of("tollgate-20261121T120000Z.db"), names());
    assertEquals(List.of(true), outcomes);
  }

  @Test
  void backupsAreMadeWhenTheyAreDueAndTheOldestGo() throws IOException {
    backups.runIfDue();
    assertEquals(List.of(), backups.list(), "the gateway has only begun");
    for (int hour = 0; hour < 24; hour++) {
      house.advance(Duration.ofHours(1));
      backups.runIfDue();
    }

    assertEquals(List.of("tollgate-20261122T060000Z.db", "tollgate-20261122T120000Z.db"), names());
    assertEquals(4, outcomes.size());
    backups.use(new Backups.Rules(Duration.ZERO, 2, folder.resolve("kept")));
    house.advance(Duration.ofDays(9));
    backups.runIfDue();
    assertEquals(4, outcomes.size(), "none are wanted any more");
  }

  @Test
  void aBackupThatFailsIsTriedAgainAfterAnHour() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("kept"), "no folder");
    house.advance(Duration.ofHours(6));
    backups.runIfDue();
    backups.runIfDue();
    house.advance(Duration.ofMinutes(59));
    backups.runIfDue();
    assertEquals(List.of(false), outcomes);
    house.advance(Duration.ofMinutes(1));
    backups.runIfDue();
    assertEquals(List.of(false, false), outcomes);

    Files.delete(inTheWay);
    house.advance(Duration.ofHours(1));
    backups.runIfDue();
    assertEquals(List.of(false, false, true), outcomes);
  }

  @Test
  void whatInterruptedBackupsLeftIsDeleted() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.writeString(kept.resolve("tollgate-20260101T000000Z.db.part"), "half");
    Files.writeString(kept.resolve("tollgate-20260101T000000Z.db.part-journal"), "half");
    Files.writeString(kept.resolve("notes.part"), "somebody's");

    backups.make();

    assertEquals(List.of("notes.part", "tollgate-20261121T120000Z.db"), names());
  }

  @Test
  void whatAnotherProgramReadsIsNotReplaced() throws Exception {
    callFor("0.01");
    Path backup = backups.make().backup().file();
    var restore = new Restore(file);
    house.close();
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute(
          "INSERT INTO audit (at, actor, source, action, subject, detail)"
              + " VALUES (1, 'other', '', '', '', '')");
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM audit").close();

      try (RestingDatabase resting = RestingDatabase.take(file)) {
        assertEquals(GatewayProblem.STORE_MUST_REST, refused(() -> resting.vacuum()));
      }
      assertEquals(
          GatewayProblem.STORE_MUST_REST,
          refused(() -> restore.from(backup, false, Instant.EPOCH)));
    }

    house = LedgerHouse.at(file);
    assertEquals(List.of("1"), house.list("SELECT at FROM audit WHERE actor = 'other'"));
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(path -> path.toString().contains("before-")));
    }
  }

  @Test
  void aLedgerThatDisagreesWithItselfGivesNoBackupButIsKept() throws IOException {
    callFor("0.01");
    house
        .database()
        .writer()
        .submit(tx -> tx.statement("UPDATE day_traffic SET calls = 7").executeUpdate())
        .await();

    assertEquals(GatewayProblem.BACKUP_UNSOUND, refused(backups::make));

    assertEquals(List.of("tollgate-unsound.db"), names());
    assertEquals(List.of(false), outcomes);
    assertTrue(backups.last().isEmpty());
  }

  @Test
  void aNameThatIsTakenIsLeftAlone() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "mine");

    assertEquals(GatewayProblem.BACKUP_FAILED, refused(() -> backups.make(taken)));

    assertEquals("mine", Files.readString(taken));
  }

  @Test
  void nothingIsRestoredUnderAGatewayThatRuns() {
    Path backup = backups.make().backup().file();
    var restore = new Restore(file);

    assertEquals(
        GatewayProblem.STORE_MUST_REST, refused(() -> restore.from(backup, false, Instant.EPOCH)));
  }

  @Test
  void aDamagedBackupLeavesTheDatabaseAsItWas() throws IOException {
    callFor("0.01");
    List<String> then = house.list(ROWS);
    Path backup = backups.make().backup().file();
    byte[] bytes = Files.readAllBytes(backup);
    for (int i = 4_096 * 3; i < 4_096 * 12; i++) {
      bytes[i] = 0x55;
    }
    Files.write(backup, bytes);
    house.close();
    var restore = new Restore(file);

    assertEquals(
        GatewayProblem.STORE_CORRUPT, refused(() -> restore.from(backup, false, Instant.EPOCH)));
    assertEquals(
        GatewayProblem.BACKUP_MISSING,
        refused(() -> restore.from(folder.resolve("none"), false, Instant.EPOCH)));

    house = LedgerHouse.at(file);
    assertEquals(then, house.list(ROWS));
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(path -> path.toString().contains("restoring")));
    }
  }

  @Test
  void aVacuumTakesTheGapsOutAndTellsHowFarItIs() throws IOException {
    for (int i = 0; i < 20; i++) {
      callFor("0.01");
    }
    house
        .database()
        .writer()
        .submit(tx -> {
          tx.statement(
                  "INSERT INTO audit (at, actor, source, action, subject, detail) WITH RECURSIVE"
                      + " n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i,"
                      + " hex(randomblob(200)), '', '', '', '' FROM n")
              .executeUpdate();
          tx.statement("DELETE FROM audit").executeUpdate();
        })
        .await();
    List<String> then = house.list(ROWS);
    house.close();
    long before = Files.size(file);
    var told = new ArrayList<Long>();

    try (RestingDatabase resting = RestingDatabase.take(file)) {
      Progress.heard(
          (done, all) -> told.add(done * 100 / all),
          () -> {
            resting.vacuum();
            return file;
          });
    }

    assertTrue(Files.size(file) < before / 2, () -> before + " bytes before");
    assertEquals(100, told.getLast());
    house = LedgerHouse.at(file);
    assertEquals(then, house.list(ROWS));
  }
}
