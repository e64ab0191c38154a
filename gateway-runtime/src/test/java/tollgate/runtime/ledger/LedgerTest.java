package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Ticket;

@Timeout(60)
class LedgerTest {
  private static final CounterKey TODAY =
      Meter.day(ZoneOffset.UTC).at(Instant.parse("2026-11-21T12:00:00Z"));
  private static final CounterKey SESSION = Meter.SESSION.at(Instant.EPOCH, "s1", "plow");

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
  void opensOnlyWithADurableRow() {
    CallOpening opening = calls.next();

    OpenCall call = house.ledger().open(opening);

    assertEquals(opening.id(), call.id());
    assertEquals(
        List.of("1 pending plow s1 field large large 10000000 null open"),
        house.list(
            "SELECT id, state, tool, session, provider, requested_model, model, hold_nanos,"
                + " cost_nanos, cost_status FROM call WHERE call_id = '"
                + opening.id()
                + "'"));
    assertEquals(1, call.rowId());
    assertEquals(Money.usd("0.01"), house.till().held());
  }

  @Test
  void settlesWithUsageCostAndTimes() {
    try (OpenCall call = house.ledger().open(calls.next())) {
      call.dispatched();
      house.advance(Duration.ofSeconds(1));
      call.settle(Calls.settled(new TokenCounts(100, 20, 7, 5, 3, 11, 2, 1), "0.0015"));
    }
    house.flush();

    assertEquals(
        List.of(
            "settled 200 exact 100 20 7 5 3 11 2 1 1500000 ok field/large large-2026 large-2026"
                + " farmer@example.test up-1 90000000 120000000 900000000 1795262401123"),
        house.list(
            "SELECT state, status, provenance, input_tokens, output_tokens, cache_read_tokens,"
                + " cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens,"
                + " audio_in_tokens, audio_out_tokens, cost_nanos, cost_status, price_key,"
                + " served_model, model, account, upstream_id, head_nanos, first_byte_nanos,"
                + " total_nanos, ended_at FROM call"));
    assertEquals(
        List.of("1795262400000 plow  field farmer@example.test large-2026 1 100 1500000"),
        house.list(
            "SELECT quarter, tool, instance, provider, account, model, calls, input_tokens,"
                + " cost_nanos FROM quarter_traffic"));
    assertEquals(
        List.of("tool plow  1 1500000", "total   1 1500000"),
        house.list("SELECT kind, tool, value, calls, cost_nanos FROM lifetime ORDER BY kind"));
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void settlesOnce() {
    OpenCall call = house.ledger().open(calls.next());
    call.settle(Calls.settled("0.0015"));
    call.settle(Calls.settled("9"));
    call.close();

    assertEquals(List.of(), house.verify().differences());
    assertEquals("1500000", house.one("SELECT sum(cost_nanos) FROM call"));
    assertEquals(Money.usd("0.0015"), house.till().reading(TODAY).orElseThrow().spent().money());
  }

  @Test
  void notesThatTheCallIsOnItsWay() {
    OpenCall call = house.ledger().open(calls.next());
    call.dispatched();
    house.flush();
    assertEquals("dispatched", house.one("SELECT state FROM call"));

    call.progress(
        new Usage(TokenCounts.of(90, 5), Provenance.RUNNING, "large-2026", "", 0),
        Amount.call(Money.usd("0.02"), 0));
    house.flush();

    assertEquals(
        List.of("streaming running 90 5 20000000"),
        house.list("SELECT state, provenance, input_tokens, output_tokens, hold_nanos FROM call"));
    assertEquals(Money.usd("0.02"), house.till().held());
  }

  @Test
  void aCallThatMovesOnHoldsWhatItMayCostWhereItIsAsked() {
    OpenCall call = house.ledger().open(calls.next());
    call.dispatched();

    call.rerouted("barn", new Amount(30_000_000, 0, 1));
    house.flush();

    assertEquals(
        List.of("dispatched barn 30000000"),
        house.list("SELECT state, provider, hold_nanos FROM call"));
    assertEquals(Money.usd("0.03"), house.till().held());

    call.close();
    house.flush();
    assertEquals(
        List.of("aborted barn 30000000 estimated"),
        house.list("SELECT state, provider, cost_nanos, cost_status FROM call"));
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void recordsAnAbortWhenTheCallIsDroppedUnsettled() {
    house.ledger().open(calls.next()).close();
    OpenCall sent = house.ledger().open(calls.next());
    sent.dispatched();
    sent.progress(
        new Usage(TokenCounts.of(90, 5), Provenance.RUNNING, "large-2026", "", 0),
        Amount.call(Money.usd("0.02"), 0));
    sent.close();
    house.flush();

    assertEquals(
        List.of("aborted 499 unknown 0 0 none", "aborted 499 running 90 20000000 estimated"),
        house.list(
            "SELECT state, status, provenance, input_tokens, cost_nanos, cost_status FROM call"));
    assertEquals(List.of(), house.verify().differences());
    assertEquals(Money.ZERO, house.till().held());
  }

  @Test
  void keepsEveryAttempt() {
    OpenCall call = house.ledger().open(calls.next());
    call.attempt(
        new Attempt("field", "", "", house.instant(), Timings.UNKNOWN, 0, "failed", "refused"));
    call.attempt(
        new Attempt("barn", "b@example.test", "up-2", house.instant(), 5_000, 200, "answered", ""));
    call.settle(
        new Settlement(
            State.SETTLED,
            200,
            Usage.UNKNOWN,
            Bill.UNPRICED,
            new Settlement.Served("barn", "b@example.test", "up-2"),
            Timings.NONE,
            Settlement.Fault.NONE));
    house.flush();

    assertEquals(
        List.of("1 1 field null null failed refused", "1 2 barn 5000 200 answered "),
        house.list(
            "SELECT call, number, provider, head_nanos, status, outcome, error FROM attempt"));
    assertEquals(List.of("barn 2"), house.list("SELECT provider, attempts FROM call"));
  }

  @Test
  void keepsTheDecisionWhereThereIsOne() {
    CallOpening plain = calls.next();
    CallOpening.Decided was = plain.decided();
    var decided =
        new CallOpening.Decided(
            was.provider(),
            was.routedModel(),
            was.policyGeneration(),
            was.priceVersion(),
            "{\"facts\":{}}",
            was.hold());
    var explained =
        new CallOpening(
            calls.next().id(),
            plain.arrivedAt(),
            plain.origin(),
            plain.who(),
            plain.what(),
            plain.groups(),
            decided,
            plain.queueNanos());

    house.ledger().open(plain);
    house.ledger().open(explained);

    assertEquals(List.of("2 {\"facts\":{}}"), house.list("SELECT call, snapshot FROM decision"));
  }

  @Test
  void leavesTheCostOpenWhereThereIsNoPrice() {
    house.ledger().open(calls.next()).settle(Calls.unpriced());
    house.flush();

    assertEquals(
        List.of("null unpriced 100"),
        house.list("SELECT cost_nanos, cost_status, input_tokens FROM call"));
    assertEquals("1 0", house.one("SELECT unpriced || ' ' || cost_nanos FROM quarter_traffic"));
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void recordsARefusalWithoutWaitingAndWithoutUsage() {
    Ticket ticket =
        house.ledger().refuse(calls.key("key-1").next(), 402, "budget.spent", "It is spent.");
    ticket.await();

    assertEquals(
        List.of("refused 402 budget.spent It is spent. 0 none unknown 0"),
        house.list(
            "SELECT state, status, error_code, error_message, cost_nanos, cost_status, provenance,"
                + " input_tokens FROM call"));
    assertEquals("1 1", house.one("SELECT calls || ' ' || refused FROM quarter_key"));
    assertEquals(Money.ZERO, house.till().held());
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void doesNotWaitToRefuse() {
    var gate = new CountDownLatch(1);
    house.database().writer().submit(tx -> await(gate));

    Ticket ticket = house.ledger().refuse(calls.next(), 401, "key.unknown", "Who are you?");
    boolean written = ticket.isWritten();
    gate.countDown();

    assertEquals(false, written);
    ticket.await();
  }

  @Test
  void countsACallWhereItArrivedWheneverItEnds() {
    OpenCall call = house.ledger().open(calls.next());
    house.advance(Duration.ofDays(2));
    call.settle(Calls.settled("0.0015"));

    assertEquals(List.of(), house.verify().differences());
    assertEquals("1795262400000", house.one("SELECT quarter FROM quarter_traffic"));
    assertEquals(Money.usd("0.0015"), house.till().reading(TODAY).orElseThrow().spent().money());
  }

  @Test
  void cutsNamesThatAreTooLongInRowAndSumsAlike() {
    Calls wordy = calls.by("t".repeat(500), "s".repeat(500)).model("m".repeat(500));
    house.ledger().open(wordy.next()).settle(Calls.failed());
    house.ledger().refuse(wordy.next(), 403, "policy.denied", "n".repeat(5_000)).await();

    assertEquals(List.of(), house.verify().differences());
    assertEquals("128", house.one("SELECT max(length(tool)) FROM call"));
    assertEquals("300", house.one("SELECT max(length(error_message)) FROM call"));
  }

  @Test
  void keepsNothingOfACallThatCouldNotBeRecorded() {
    house
        .database()
        .writer()
        .submit(tx -> tx.statement("DROP INDEX call_arrived").execute())
        .await();
    house.tamper("CREATE UNIQUE INDEX call_arrived ON call (arrived_at)");
    house.ledger().open(calls.next());

    ProblemException refused =
        assertThrows(ProblemException.class, () -> house.ledger().open(calls.next()));

    assertEquals(GatewayProblem.STORE_UNAVAILABLE, refused.report().problem());
    assertEquals(1, house.till().leases(), "the hold of the refused call is given back");
    assertEquals("1", house.one("SELECT count(*) FROM call"));
  }

  @Test
  void fillsCountersOfASessionThatSleptThroughARestart() {
    house.ledger().open(calls.next()).settle(Calls.settled("0.25"));
    house.close();
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    assertEquals(Money.usd("0.25"), house.till().reading(TODAY).orElseThrow().spent().money());
    assertTrue(house.till().reading(SESSION).isEmpty(), "nobody asked for it yet");

    OpenCall call = house.ledger().open(Calls.at(house).model("again").next());

    assertEquals(Money.usd("0.25"), house.till().reading(SESSION).orElseThrow().spent().money());
    call.settle(Calls.settled("0.5"));
    assertEquals(Money.usd("0.75"), house.till().reading(SESSION).orElseThrow().spent().money());
    assertEquals(List.of(), house.verify().differences());
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsThatARowCannotBeSettledYetAndSettlesItLater() throws Exception {
    OpenCall call = house.ledger().open(calls.next());
    try (var events = new RecordedEvents();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + house.file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      call.settle(Calls.settled("0.25"));

      assertThrows(ProblemException.class, house::flush, "somebody else holds the database");

      assertEquals(
          Long.toString(call.rowId()),
          events.field(LifecycleEvent.LIFECYCLE_FINALIZE_FAILED, "row_id"));
      assertEquals(call.id().text(), events.call(LifecycleEvent.LIFECYCLE_FINALIZE_FAILED));
      assertTrue(
          events.field(LifecycleEvent.LIFECYCLE_FINALIZE_FAILED, "reason").contains("locked"));
      statement.execute("ROLLBACK");
      house.flush();
    }
    assertEquals("settled", house.one("SELECT state FROM call"));
  }
}
