package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Opened;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Terms;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.store.Ticket;

class BudgetKeeperTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Stages.NOW);

  private final FakeLedger ledger = new FakeLedger();
  private final BudgetKeeper keeper =
      new BudgetKeeper(
          ledger,
          new Caps(ZoneOffset.UTC),
          new Estimates(session -> 0),
          new Ancestry(place -> Optional.empty()),
          new BudgetWords(ZoneOffset.UTC, CLOCK),
          new CapNotes(new CallMeters(new Metrics()), CLOCK));

  private static RoutedCall routed(RequestFacts facts) {
    var generation = Stages.generation(Stages.provider("field", true));
    var exchange = FakeExchange.asking("/v1/talk", "", "user-agent", "x".repeat(600));
    return Stages.passed(
        new Router()
            .route(Stages.judged(exchange, facts, Stages.holder(Set.of(), Set.of()), generation)));
  }

  private static RequestFacts.Builder facts() {
    return RequestFacts.of(TalkDialect.ID).model("large");
  }

  @Test
  void aCallThatCostsMoneyIsOpenedWithWhoAndWhere() {
    var funded = Stages.passed(keeper.reserve(routed(facts().build()), left -> {}));

    assertInstanceOf(Reservation.Recorded.class, funded.reservation());
    CallOpening opening = ledger.opened.getFirst();
    assertEquals(Stages.ID, opening.id().text());
    assertEquals("key-1 ci", opening.who().keyId() + " " + opening.who().keyName());
    assertEquals(
        "field large", opening.decided().provider() + " " + opening.decided().routedModel());
    assertEquals("{\"policies\":\"0\"}", opening.decided().decision());
    assertEquals(512, opening.who().userAgent().length());
  }

  @Test
  void aCallThatIsFreeLeavesNoRow() {
    var funded = Stages.passed(keeper.reserve(routed(facts().billable(false).build()), left -> {}));

    assertEquals(new Reservation.Free(), funded.reservation());
    assertEquals(List.of(), ledger.opened);
  }

  @Test
  void nothingIsSentThatCannotBeRecorded() {
    ledger.full = true;

    assertEquals(
        GatewayProblem.STORE_UNAVAILABLE,
        Stages.refused(keeper.reserve(routed(facts().build()), left -> {})).problem());
  }

  @Test
  void aReservationIsEndedAlsoByAnException() {
    var funded = Stages.passed(keeper.reserve(routed(facts().build()), left -> {}));

    assertThrows(
        IllegalStateException.class,
        () -> {
          try (var reservation = funded.reservation()) {
            reservation.dispatched();
            throw new IllegalStateException("a bug");
          }
        });

    assertEquals(List.of("dispatched", "closed"), ledger.notes);
  }

  @Test
  void aReservationHandsEverythingToItsRow() {
    var funded = Stages.passed(keeper.reserve(routed(facts().build()), left -> {}));
    var settlement =
        new Settlement(
            State.SETTLED,
            200,
            Usage.UNKNOWN,
            Bill.NONE,
            Settlement.Served.UNTOLD,
            new Timings(1, 2, 3),
            Settlement.Fault.NONE);

    try (var reservation = funded.reservation()) {
      reservation.progress(Usage.UNKNOWN, Amount.ZERO);
      reservation.settle(settlement);
    }

    assertEquals(List.of("progress", "settled 200", "closed"), ledger.notes);
  }

  /** Notes what it is told; may be out of room. */
  private static final class FakeLedger implements Ledger {
    private final List<CallOpening> opened = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean full;

    @Override
    public Opened open(CallOpening opening, Terms terms) {
      if (full) {
        throw GatewayProblem.STORE_UNAVAILABLE.exception("the disk is full");
      }
      opened.add(opening);
      return new Opened.Admitted(new FakeRow(opening.id(), notes));
    }

    @Override
    public Ticket refuse(CallOpening opening, int status, String errorCode, String message) {
      throw new AssertionError("a reserved call is not refused");
    }

    @Override
    public long nextRow() {
      throw new AssertionError("nothing is written beside the calls");
    }
  }

  private record FakeRow(CallId id, List<String> notes) implements OpenCall {
    @Override
    public long rowId() {
      return 1;
    }

    @Override
    public void attempt(Attempt attempt) {
      notes.add("attempt");
    }

    @Override
    public void dispatched() {
      notes.add("dispatched");
    }

    @Override
    public boolean rerouted(String provider, Amount hold) {
      return true;
    }

    @Override
    public Amount hold() {
      return Amount.ZERO;
    }

    @Override
    public List<Lease.Left> left() {
      return List.of();
    }

    @Override
    public Duration waited() {
      return Duration.ZERO;
    }

    @Override
    public Money overrun() {
      return Money.ZERO;
    }

    @Override
    public void clamped(long tokens) {}

    @Override
    public boolean renew(Amount needed, Amount wish) {
      return true;
    }

    @Override
    public void progress(Usage usage, Amount hold) {
      notes.add("progress");
    }

    @Override
    public void settle(Settlement settlement) {
      notes.add("settled " + settlement.status());
    }

    @Override
    public void close() {
      notes.add("closed");
    }
  }
}
