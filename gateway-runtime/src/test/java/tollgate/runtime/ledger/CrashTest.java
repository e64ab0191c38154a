package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Work;

/** Every line of the crash table that stands with {@link Ledger}, and crashes at random on top. */
@Timeout(120)
class CrashTest {
  private static final CounterKey TODAY =
      Meter.day(ZoneOffset.UTC).at(Instant.parse("2026-11-21T12:00:00Z"));

  @TempDir Path folder;

  private LedgerHouse house;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void beforeTheOpeningIsCommittedNothingIsThere() throws InterruptedException {
    var gate = new CountDownLatch(1);
    var reached = new CountDownLatch(1);
    house
        .database()
        .writer()
        .submit(tx -> {
          reached.countDown();
          await(gate);
        });
    reached.await();
    Thread caller = Thread.startVirtualThread(() -> house.ledger().open(calls.next()));

    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      assertEquals("0", after.one("SELECT count(*) FROM call"));
    }
    gate.countDown();
    caller.join();
  }

  @Test
  void aPendingCallMayHaveBeenSent() {
    house.ledger().open(calls.hold("0.25").next());

    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      assertEquals(
          List.of("in_doubt estimated estimated 250000000 1795262460123 gateway.stopped"),
          after.list(
              "SELECT state, cost_status, provenance, cost_nanos, ended_at, error_code FROM call"));
      assertEquals(List.of(), after.verify().differences());
      assertEquals(Money.usd("0.25"), after.till().reading(TODAY).orElseThrow().spent().money());
      assertEquals(Money.ZERO, after.till().held());
    }
  }

  @Test
  void aStreamingCallIsChargedItsLastNote() {
    OpenCall call = house.ledger().open(calls.hold("0.25").next());
    call.dispatched();
    call.progress(
        new Usage(TokenCounts.of(90, 5), Provenance.RUNNING, "large-2026", "", 0),
        Amount.call(Money.usd("0.75"), 0));
    house.flush();

    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      assertEquals(
          List.of("in_doubt 750000000 90 5"),
          after.list("SELECT state, cost_nanos, input_tokens, output_tokens FROM call"));
      assertEquals("90", after.one("SELECT input_tokens FROM quarter_traffic"));
      assertEquals(List.of(), after.verify().differences());
    }
  }

  @Test
  void aSettlementThatWasNotCommittedIsAsIfItWasNot() throws InterruptedException {
    OpenCall call = house.ledger().open(calls.hold("0.25").next());
    call.dispatched();
    house.flush();
    var gate = new CountDownLatch(1);
    var reached = new CountDownLatch(1);
    house
        .database()
        .writer()
        .submit(tx -> {
          reached.countDown();
          await(gate);
        });
    reached.await();
    call.settle(Calls.settled("0.20"));
    assertEquals(Money.usd("0.2"), house.till().reading(TODAY).orElseThrow().spent().money());

    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      assertEquals(
          "in_doubt 250000000", after.list("SELECT state, cost_nanos FROM call").getFirst());
      assertEquals(List.of(), after.verify().differences());
    }
    gate.countDown();
  }

  @Test
  void aCommitIsThereWhollyOrNotAtAll() throws IOException {
    long before = Files.size(LedgerHouse.log(folder.resolve("ledger.db")));
    for (int i = 0; i < 3; i++) {
      try (OpenCall call = house.ledger().open(calls.next())) {
        call.settle(Calls.settled("0.2"));
      }
    }
    house.flush();
    Path whole = house.copyTo(folder.resolve("whole.db"));
    byte[] log = Files.readAllBytes(LedgerHouse.log(whole));

    for (int cut = (int) before; cut <= log.length; cut += 1_777) {
      Path torn = folder.resolve("torn" + cut + ".db");
      Files.copy(whole, torn);
      Files.write(LedgerHouse.log(torn), Arrays.copyOf(log, cut));
      try (var after = new LedgerHouse(torn, house.instant())) {
        int at = cut;
        assertEquals(List.of(), after.verify().differences(), () -> "the log cut at byte " + at);
        assertEquals("0", after.one("SELECT count(*) FROM call WHERE " + CallTable.UNFINISHED));
      }
      Files.delete(torn);
    }
  }

  @Test
  void aFullDiskRefusesNewCallsAndKeepsMemoryOnTheDearSide() {
    OpenCall call = house.ledger().open(calls.hold("0.25").next());
    limitPages();

    call.settle(
        new Settlement(
            State.FAILED,
            502,
            Usage.UNKNOWN,
            Bill.estimated(Money.usd("0.20")),
            Settlement.Served.UNTOLD,
            Timings.NONE,
            new Settlement.Fault("upstream.broke", "x".repeat(300))));
    var refused = new ArrayList<ProblemException>();
    for (int i = 0; i < 200 && refused.isEmpty(); i++) {
      try {
        house.ledger().open(calls.next());
      } catch (ProblemException e) {
        refused.add(e);
      }
    }

    assertEquals(1, refused.size(), "the disk became full");
    assertEquals(Money.usd("0.20"), house.till().reading(TODAY).orElseThrow().spent().money());
    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      assertEquals(List.of(), after.verify().differences());
    }
  }

  @Test
  void recoveryOfWhatIsRecoveredChangesNothing() {
    house.ledger().open(calls.next());
    house.ledger().open(calls.next()).dispatched();
    house.flush();

    try (LedgerHouse after = house.afterCrash(folder.resolve("after.db"))) {
      List<String> rows = after.list("SELECT * FROM call");
      List<String> sums = after.list("SELECT * FROM lifetime");

      Recovery.Resolved again = new Recovery(after.database().writer(), after).run();

      assertEquals(new Recovery.Resolved(0, Money.ZERO), again);
      assertEquals(rows, after.list("SELECT * FROM call"));
      assertEquals(sums, after.list("SELECT * FROM lifetime"));
    }
  }

  @Test
  void aCrashInTheMidstOfRecoveryIsRecoveredToo() {
    for (int i = 0; i < 1_200; i++) {
      house.database().writer().later(opening(i));
    }
    house.flush();
    try (var first = new LedgerHouse(house.copyTo(folder.resolve("a.db")), house.instant())) {
      first.tamper("UPDATE call SET state = 'pending' WHERE id > 900");
      first.tamper("DELETE FROM quarter_traffic");
      first.tamper("DELETE FROM quarter_key");
      first.tamper("DELETE FROM day_traffic");
      first.tamper("DELETE FROM lifetime");
      first.tamper("DELETE FROM session_traffic");
      first.tamper("DELETE FROM call WHERE id <= 900");

      try (LedgerHouse second = first.afterCrash(folder.resolve("b.db"))) {
        assertEquals("300", second.one("SELECT count(*) FROM call WHERE state = 'in_doubt'"));
        assertEquals(List.of(), second.verify().differences());
      }
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rowsAndSumsAgreeWhateverHappens(long seed) {
    var random = new Random(seed);
    for (int life = 0; life < 4; life++) {
      live(random);
      Path next = folder.resolve("life" + life + ".db");
      LedgerHouse after = house.afterCrash(next);
      house.close();
      house = after;
      calls = Calls.at(house);

      LedgerCheck.Findings findings = house.verify();
      assertEquals(List.of(), findings.differences(), "seed " + seed + " life " + life);
      assertEquals(0, findings.running());
    }
  }

  /** Opens, notes, settles, refuses and drops calls at random, leaving some of them open. */
  private void live(Random random) {
    var open = new ArrayList<OpenCall>();
    for (int i = 0; i < 60; i++) {
      Calls of =
          calls
              .by("tool" + random.nextInt(3), random.nextInt(4) == 0 ? "" : "s" + random.nextInt(3))
              .instance(random.nextBoolean() ? "left" : "")
              .key(random.nextBoolean() ? "key-" + random.nextInt(2) : "")
              .model("m" + random.nextInt(2));
      house.advance(Duration.ofSeconds(random.nextInt(600)));
      switch (open.isEmpty() ? 0 : random.nextInt(7)) {
        case 0, 1, 2 -> open.add(house.ledger().open(of.next()));
        case 3 -> house.ledger().refuse(of.next(), 402, "budget.spent", "no");
        case 4 -> {
          OpenCall call = open.get(random.nextInt(open.size()));
          call.dispatched();
          call.progress(
              new Usage(TokenCounts.of(random.nextInt(999), 1), Provenance.RUNNING, "", "", 0),
              new Amount(random.nextInt(1_000_000), 0, 1));
        }
        case 5 -> open.remove(random.nextInt(open.size())).settle(ending(random));
        default -> open.remove(random.nextInt(open.size())).close();
      }
    }
    if (random.nextBoolean()) {
      house.flush();
    }
  }

  private static Settlement ending(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Calls.failed();
      case 1 -> Calls.unpriced();
      default ->
          Calls.settled(
              new TokenCounts(random.nextInt(999), random.nextInt(99), 1, 2, 3, 4, 5, 6), "0.01");
    };
  }

  private Work opening(int number) {
    var row = new CallRow(number + 1, calls.next(), State.PENDING);
    return tx -> CallTable.open(tx, row);
  }

  /** Lets the file grow no more, whatever the writer does. */
  private void limitPages() {
    house
        .database()
        .writer()
        .submit(tx -> tx.statement("PRAGMA max_page_count = 1").executeQuery().close())
        .await();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
