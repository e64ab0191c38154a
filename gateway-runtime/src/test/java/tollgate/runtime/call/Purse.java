package tollgate.runtime.call;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tollgate.api.call.RequestFacts;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.policy.Window;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.SourcedSheet;

/** Calls under one cap a day on everything, asked one after the other or together, at any time. */
final class Purse implements AutoCloseable {
  private static final String MODEL = "large";

  private final AtomicLong calls = new AtomicLong();
  private final LedgerHouse house;
  private final BudgetKeeper keeper;
  private final Orders orders;
  private final List<Rate> rates = new ArrayList<>();

  /** A purse of so many dollars, for a model at $3 and $15 a million tokens. */
  Purse(Path folder, String usd) {
    house = new LedgerHouse(folder.resolve("ledger.db"), Stages.NOW);
    keeper =
        new BudgetKeeper(
            house.ledger(),
            new Caps(ZoneOffset.UTC),
            new Estimates(session -> 0),
            new Ancestry(place -> Optional.empty()),
            new BudgetWords(ZoneOffset.UTC, house),
            new CapNotes(new CallMeters(new Metrics()), house));
    var day = new Window(Window.Kind.DAY, 0);
    var cap =
        new Verdict.Cap(
            "purse", Verdict.Unit.USD, new BigDecimal(usd), day, List.of("tool"), false);
    orders =
        new Orders(Optional.empty(), List.of(cap), List.of(), 0, Map.of(), Map.of(), List.of());
    charge(RateUnit.INPUT, "3", 0);
    charge(RateUnit.OUTPUT, "15", 0);
  }

  /** Another rate, for prompts of more tokens than that. */
  Purse charge(RateUnit unit, String usd, long above) {
    var from = LocalDate.parse("2026-01-01");
    rates.add(new Rate("", MODEL, unit, new BigDecimal(usd), above, "", from));
    return this;
  }

  /** Another rate, in a service tier. */
  Purse charge(RateUnit unit, String usd, String tier) {
    var from = LocalDate.parse("2026-01-01");
    rates.add(new Rate("", MODEL, unit, new BigDecimal(usd), 0, tier, from));
    return this;
  }

  /** What the keeper says to a call that arrives now. */
  Outcome<FundedCall> ask(RequestFacts.Builder facts) {
    return ask(facts, Stages.NOW);
  }

  /** What it says to a call that arrives at that time. */
  Outcome<FundedCall> ask(RequestFacts.Builder facts, Instant at) {
    return keeper.reserve(routed(facts.model(MODEL).build(), at), left -> {});
  }

  /** A call that must be let in. */
  FundedCall admitted(RequestFacts.Builder facts) {
    return Stages.passed(ask(facts));
  }

  /** How a call ends that has used so much. */
  static void settle(FundedCall funded, long input, long output) {
    var usage = Usage.exact(TokenCounts.of(input, output), MODEL);
    funded
        .reservation()
        .settle(
            new Settlement(
                State.SETTLED,
                200,
                usage,
                funded.pricing().bill(usage),
                Settlement.Served.UNTOLD,
                Timings.NONE,
                Settlement.Fault.NONE));
  }

  /** How many calls run. */
  long running() {
    return house.till().leases();
  }

  private RoutedCall routed(RequestFacts facts, Instant at) {
    var sheet = new PriceSheet("1", Stages.NOW, "a test", List.copyOf(rates));
    var generation =
        new Generation(
            PluginSet.EMPTY,
            Stages.generation(Stages.provider("field", true)).providers(),
            PriceBook.of(List.of(new SourcedSheet("source", 1, sheet))),
            new EmptyPolicySet());
    var exchange = FakeExchange.posting("{\"model\":\"large\"}".getBytes(StandardCharsets.UTF_8));
    var judged = Stages.judged(exchange, facts, Stages.holder(Set.of(), Set.of()), generation);
    var routed =
        Stages.passed(new Router().route(new JudgedCall(judged.authenticated(), "{}", orders)));
    ClientCall call = routed.call();
    return routed.with(new ClientCall(arriving(call.arrival(), at), call.body(), call.facts()));
  }

  private Arrival arriving(Arrival arrival, Instant at) {
    return new Arrival(
        new CallId("01%024d".formatted(calls.incrementAndGet())),
        at,
        arrival.nanos(),
        arrival.generation(),
        arrival.head(),
        arrival.credential(),
        arrival.peer(),
        arrival.dialect());
  }

  @Override
  public void close() {
    house.close();
  }
}
