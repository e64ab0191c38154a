package tollgate.runtime.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.key.ManagedKey.Terms;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.StoreSettings;

@Timeout(60)
class SqliteKeyringTest {
  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = Instant.parse("2026-11-21T12:00:30Z");
  private Database database;
  private Keyring keyring;

  @BeforeEach
  void open() {
    database = Database.open(StoreSettings.of(folder.resolve("keys.db")), CommitWatch.NONE);
    keyring = new SqliteKeyring(database, () -> now, random);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void findsAKeyItMade() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");

    KeyLookup found = keyring.find(created.secret());

    assertEquals("ci", assertInstanceOf(KeyLookup.Known.class, found).key().name());
    assertTrue(created.secret().startsWith("tgk_"), "scanners shall recognise it");
    assertEquals(47, created.secret().length());
    assertEquals(created.secret().substring(0, 8), created.key().prefix());
  }

  @Test
  void keepsHowMuchAKeyMayUse() {
    var limits = new KeyLimits(Map.of(KeyLimit.MAX_COST_PER_DAY, 5_000_000_000L));
    var terms =
        new Terms(
            "ci",
            ManagedKey.NEVER,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of("t"),
            ManagedKey.Holder.NOBODY,
            limits);
    keyring.create(terms, "operator");

    var again = new SqliteKeyring(database, () -> now, random);

    assertEquals(limits, again.list().getFirst().terms().limits());
  }

  @Test
  void knowsNoOtherCredential() {
    keyring.create(Terms.named("ci"), "operator");

    assertInstanceOf(KeyLookup.Unknown.class, keyring.find("tgk_nobody"));
    assertInstanceOf(KeyLookup.Unknown.class, keyring.find(""));
  }

  @Test
  void neverWritesAKeyDown() throws Exception {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");
    database.close();

    String file = Files.readString(folder.resolve("keys.db"), StandardCharsets.ISO_8859_1);
    open();

    assertFalse(file.contains(created.secret()), "the secret is in the file");
    assertTrue(file.contains(created.key().id()));
    assertFalse(created.toString().contains(created.secret()));
  }

  @Test
  void refusesARevokedKeyAtOnceAndForGood() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");

    ManagedKey revoked = keyring.revoke(created.key().id(), "operator").orElseThrow();

    assertEquals(now, revoked.revokedAt());
    assertInstanceOf(KeyLookup.Revoked.class, keyring.find(created.secret()));
    reopen();
    assertInstanceOf(KeyLookup.Revoked.class, keyring.find(created.secret()));
  }

  @Test
  void revokesOnce() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");
    keyring.revoke(created.key().id(), "operator");
    Instant first = now;
    now = now.plusSeconds(60);

    assertEquals(first, keyring.revoke(created.key().id(), "operator").orElseThrow().revokedAt());
    assertTrue(keyring.revoke("key-nobody", "operator").isEmpty());
    assertEquals(2, audit().size());
  }

  @Test
  void refusesAKeyWhoseTimeIsOver() {
    Terms terms = new Terms("short", now.plusSeconds(60), Set.of(), Set.of(), Set.of());
    CreatedKey created = keyring.create(terms, "operator");

    assertInstanceOf(KeyLookup.Known.class, keyring.find(created.secret()));
    now = now.plusSeconds(60);
    assertInstanceOf(KeyLookup.Expired.class, keyring.find(created.secret()));
  }

  @Test
  void keepsTermsAcrossARestart() {
    var terms =
        new Terms(
            "ci", now.plusSeconds(60), Set.of("large", "small"), Set.of("field"), Set.of("x"));
    CreatedKey created = keyring.create(terms, "operator");

    reopen();

    ManagedKey key = keyring.list().getFirst();
    assertEquals(created.key(), key);
    assertTrue(key.allowsModel("small"));
    assertFalse(key.allowsModel("huge"));
    assertTrue(key.allowsProvider("field"));
    assertFalse(key.allowsProvider("barn"));
  }

  @Test
  void putsAKeyOnOtherTermsAtOnceAndForGood() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");
    var terms =
        new Terms(
            "ci-2",
            ManagedKey.NEVER,
            Set.of("small"),
            Set.of(),
            Set.of("work"),
            Set.of("x"),
            new ManagedKey.Holder("ada", "tools", "mill"));

    ManagedKey changed = keyring.change(created.key().id(), terms, "operator").orElseThrow();

    assertEquals(terms, changed.terms());
    assertEquals(terms, known(created.secret()).terms());
    reopen();
    assertEquals(terms, known(created.secret()).terms());
    String change = audit().getLast();
    assertTrue(change.startsWith("operator key.changed " + created.key().id()), change);
    String told =
        "name ci -> ci-2, models any -> [small], accounts any -> [work], tags none -> [x],";
    assertTrue(change.contains(told + " owner none -> ada, team none -> tools"), change);
  }

  @Test
  void neitherChangesNorRotatesAKeyThatIsRevokedOrNotThere() {
    String id = keyring.create(Terms.named("ci"), "operator").key().id();
    keyring.revoke(id, "operator");

    for (String nobody : List.of(id, "key-nobody")) {
      assertTrue(keyring.change(nobody, Terms.named("x"), "operator").isEmpty());
      assertTrue(keyring.rotate(nobody, now, "operator").isEmpty());
    }
    assertEquals(2, audit().size());
  }

  @Test
  void aFormerSecretIsGoodUntilItsTimeIsOver() {
    CreatedKey first = keyring.create(Terms.named("ci"), "operator");
    CreatedKey second =
        keyring.rotate(first.key().id(), now.plusSeconds(60), "operator").orElseThrow();

    for (int run = 0; run < 2; run++) {
      assertEquals(first.key().id(), known(first.secret()).id());
      assertEquals(first.key().id(), known(second.secret()).id());
      assertEquals(1, keyring.list().size(), "it is one key");
      reopen();
    }
    now = now.plusSeconds(60);

    assertEquals(
        now, assertInstanceOf(KeyLookup.Replaced.class, keyring.find(first.secret())).since());
    assertEquals(first.key().id(), known(second.secret()).id());
  }

  @Test
  void ofSeveralFormerSecretsOnlyTheLastIsGood() {
    CreatedKey first = keyring.create(Terms.named("ci"), "operator");
    String id = first.key().id();
    Instant later = now.plusSeconds(60);
    CreatedKey second = keyring.rotate(id, later, "operator").orElseThrow();
    CreatedKey third = keyring.rotate(id, later, "operator").orElseThrow();

    for (int run = 0; run < 2; run++) {
      assertInstanceOf(KeyLookup.Unknown.class, keyring.find(first.secret()));
      assertEquals(id, known(second.secret()).id());
      assertEquals(id, known(third.secret()).id());
      reopen();
    }
  }

  @Test
  void aRevokedKeyIsRefusedByItsFormerSecretToo() {
    CreatedKey first = keyring.create(Terms.named("ci"), "operator");
    keyring.rotate(first.key().id(), now.plusSeconds(60), "operator");

    keyring.revoke(first.key().id(), "operator");

    assertInstanceOf(KeyLookup.Revoked.class, keyring.find(first.secret()));
  }

  @Test
  void takesInAKeyByItsHashOnce() {
    String hash = Secrets.hash("a-key-of-another-gateway");

    ManagedKey taken = keyring.take(hash, "a-key-of", Terms.named("old"), "operator").orElseThrow();

    assertEquals(taken.id(), known("a-key-of-another-gateway").id());
    assertTrue(keyring.take(hash, "", Terms.named("again"), "operator").isEmpty());
    reopen();
    assertEquals("old", known("a-key-of-another-gateway").name());
    assertEquals(1, keyring.list().size());
  }

  private ManagedKey known(String secret) {
    return assertInstanceOf(KeyLookup.Known.class, keyring.find(secret)).key();
  }

  @Test
  void allowsEverythingWhereNothingIsSaid() {
    ManagedKey key = keyring.create(Terms.named("ci"), "operator").key();

    assertTrue(key.allowsModel("anything"));
    assertTrue(key.allowsProvider("anybody"));
  }

  @Test
  void notesTheLastUseOnceAMinute() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");
    for (int i = 0; i < 100; i++) {
      keyring.find(created.secret());
      now = now.plus(Duration.ofMillis(100));
    }
    database.writer().flush();
    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), keyring.list().getFirst().lastUsedAt());

    now = now.plusSeconds(60);
    keyring.find(created.secret());
    reopen();

    assertEquals(Instant.parse("2026-11-21T12:01:00Z"), keyring.list().getFirst().lastUsedAt());
  }

  @Test
  void auditsEveryChange() {
    CreatedKey created = keyring.create(Terms.named("ci"), "operator");
    String id = created.key().id();
    CreatedKey rotated = keyring.rotate(id, now.plusSeconds(60), "operator").orElseThrow();
    keyring.revoke(id, "cron");

    List<String> audit = audit();

    String old = Secrets.hash(created.secret()).substring(0, 12);
    String fresh = Secrets.hash(rotated.secret()).substring(0, 12);
    assertEquals(3, audit.size());
    assertTrue(
        audit.get(0).startsWith("operator key.created " + id + " none -> " + old), audit::toString);
    assertTrue(
        audit.get(1).startsWith("operator key.rotated " + id + " " + old + " -> " + fresh),
        audit::toString);
    assertTrue(
        audit.get(2).startsWith("cron key.revoked " + id + " " + fresh + " -> none"),
        audit::toString);
    assertTrue(audit.stream().noneMatch(line -> line.contains(created.secret())));
  }

  @Test
  void listsTheNewestFirst() {
    keyring.create(Terms.named("old"), "operator");
    now = now.plusSeconds(1);
    keyring.create(Terms.named("new"), "operator");

    assertEquals(List.of("new", "old"), keyring.list().stream().map(ManagedKey::name).toList());
  }

  @Test
  void forgetsAKeyThatCouldNotBeKept() {
    CreatedKey first = keyring.create(Terms.named("ci"), "operator");
    database.writer().submit(tx -> tx.statement("DROP TABLE audit").execute()).await();

    assertThrows(ProblemException.class, () -> keyring.create(Terms.named("two"), "operator"));
    assertThrows(ProblemException.class, () -> keyring.revoke(first.key().id(), "operator"));

    assertEquals(1, keyring.list().size());
    assertInstanceOf(KeyLookup.Known.class, keyring.find(first.secret()), "still good");
  }

  @Test
  void makesADifferentKeyEachTime() {
    assertNotEquals(
        keyring.create(Terms.named("a"), "operator").secret(),
        keyring.create(Terms.named("b"), "operator").secret());
    assertThrows(IllegalArgumentException.class, () -> Terms.named(" "));
  }

  private void reopen() {
    database.close();
    open();
  }

  private List<String> audit() {
    return database
        .reads()
        .ask(connection -> {
          var lines = new ArrayList<String>();
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT actor || ' ' || action || ' ' || subject || ' ' || detail"
                          + " FROM audit ORDER BY id")) {
            while (row.next()) {
              lines.add(row.getString(1));
            }
          }
          return lines;
        });
  }
}
