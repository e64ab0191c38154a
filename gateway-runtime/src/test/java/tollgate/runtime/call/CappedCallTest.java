package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CapSource;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.Bill;
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
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.problem.ProblemReport;

/** Calls under caps, from the policies' orders to the till, at $1 and $10 a million tokens. */
class CappedCallTest {
  private static final Window DAY = new Window(Window.Kind.DAY, 0);
  private static final AtomicLong CALLS = new AtomicLong();
  private static final String SMALL = "{\"model\":\"large\"}";

  @TempDir Path folder;
  private LedgerHouse house;
  private final Estimates estimates = new Estimates(session -> 0);
  private final Metrics metrics = new Metrics();
  private BudgetKeeper keeper;
  private List<Lease.Left> left = List.of();
  private List<SettingCap> settings = List.of();

  @BeforeEach
  void begin() {
    house = new LedgerHouse(folder.resolve("ledger.db"), Stages.NOW);
    keeper =
        new BudgetKeeper(
            house.ledger(),
            new Caps(ZoneOffset.UTC, () -> settings),
            estimates,
            new Ancestry(place -> Optional.empty()),
            new BudgetWords(ZoneOffset.UTC, house),
            new CapNotes(new CallMeters(metrics), house));
  }

  @AfterEach
  void end() {
    house.close();
    metrics.close();
  }

  private static Verdict.Cap usd(String most) {
    return cap(Verdict.Unit.USD, most);
  }

  private static Verdict.Cap cap(Verdict.Unit unit, String most) {
    return new Verdict.Cap("purse", unit, new BigDecimal(most), DAY, List.of("tool"), false);
  }

  private static Orders orders(Verdict.Cap... caps) {
    return new Orders(Optional.empty(), List.of(caps), List.of(), 0, Map.of(), Map.of(), List.of());
  }

  /** A prompt that is taken for a quarter as many tokens while nothing is learned of its like. */
  private static RequestFacts.Builder facts(long bytes) {
    long promptBytes = bytes * 9 / 8;
    return RequestFacts.of(TalkDialect.ID).model("large").streaming(true).promptBytes(promptBytes);
  }

  private static Rate rate(RateUnit unit, String usd) {
    return new Rate("", "large", unit, new BigDecimal(usd), 0, "", LocalDate.parse("2026-01-01"));
  }

  private static RoutedCall routed(RequestFacts facts, Orders orders, String... fields) {
    var sheet =
        new PriceSheet(
            "1",
            Stages.NOW,
            "a test",
            List.of(rate(RateUnit.INPUT, "1"), rate(RateUnit.OUTPUT, "10")));
    var without = Stages.generation(Stages.provider("field", true));
    var generation =
        new Generation(
            PluginSet.EMPTY,
            without.providers(),
            PriceBook.of(List.of(new SourcedSheet("source", 1, sheet))),
            new EmptyPolicySet());
    var exchange = FakeExchange.posting(SMALL.getBytes(StandardCharsets.UTF_8), fields);
    var judged = Stages.judged(exchange, facts, Stages.holder(Set.of(), Set.of()), generation);
    var routed =
        Stages.passed(new Router().route(new JudgedCall(judged.authenticated(), "{}", orders)));
    var call = routed.call();
    return routed.with(new ClientCall(another(call.arrival()), call.body(), call.facts()));
  }

  private static Arrival another(Arrival arrival) {
    return new Arrival(
        new CallId("01%024d".formatted(CALLS.incrementAndGet())),
        arrival.at(),
        arrival.nanos(),
        arrival.generation(),
        arrival.head(),
        arrival.credential(),
        arrival.peer(),
        arrival.dialect());
  }

  private FundedCall funded(RequestFacts facts, Orders orders, String... fields) {
    return Stages.passed(keeper.reserve(routed(facts, orders, fields), all -> left = all));
  }

  private ProblemReport refused(RequestFacts facts, Orders orders, String... fields) {
    return Stages.refused(keeper.reserve(routed(facts, orders, fields), all -> left = all));
  }

  private static void settle(FundedCall funded, long input, long output) {
    var usage = Usage.exact(TokenCounts.of(input, output), "large");
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

  @Test
  void aStreamHoldsItsPromptAndAFirstPieceOfOutput() {
    FundedCall funded = funded(facts(4_000).build(), orders(usd("1")));

    assertEquals(Money.usd("0.00356"), funded.reservation().hold().money());
  }

  @Test
  void aCapThatIsSpentRefusesAndSaysWhenItBeginsAnew() {
    settle(funded(facts(4_000).build(), orders(usd("0.01"))), 1_000, 900);

    ProblemReport report = refused(facts(4).build(), orders(usd("0.01")));

    assertEquals(MoneyProblem.BUDGET_EXHAUSTED, report.problem());
    assertEquals(
        "The cap \"purse\" has no room: $0.01 of $0.01 per day by tool is spent.", report.what());
    assertTrue(report.fix().contains("2026-11-22 00:00 Z"), report.fix());
    assertEquals(Duration.ZERO, report.retryAfter());
  }

  @Test
  void aCallThatIsTooLargeForWhatIsLeftIsToldSo() {
    settle(funded(facts(4_000).build(), orders(usd("0.01"))), 1_000, 600);

    ProblemReport report = refused(facts(4_000).build(), orders(usd("0.01")));

    assertEquals(MoneyProblem.BUDGET_EXHAUSTED, report.problem());
    assertEquals(
        "The cap \"purse\" has no room: this call needs at least $0.00356, and $0.003 is left of"
            + " $0.01 per day by tool.",
        report.what());
  }

  @Test
  void whatNobodyCanPriceIsRefusedUnderACapOnMoneyOnly() {
    RequestFacts unknown = facts(4_000).model("nameless").build();

    assertEquals(MoneyProblem.BUDGET_UNPRICED, refused(unknown, orders(usd("1"))).problem());
    funded(unknown, orders(cap(Verdict.Unit.TOKENS, "5000")));
    funded(unknown, Orders.NONE);
  }

  @Test
  void aLimitIsToldWithTheTimeToWait() {
    var minute = new Window(Window.Kind.MINUTE, 0);
    var limit = new Verdict.Limit("pace", Verdict.Unit.CALLS, BigDecimal.ONE, minute, List.of());
    var orders =
        new Orders(Optional.empty(), List.of(), List.of(limit), 0, Map.of(), Map.of(), List.of());
    funded(facts(4).build(), orders);

    ProblemReport report = refused(facts(4).build(), orders);

    assertEquals(MoneyProblem.BUDGET_RATE, report.problem());
    assertEquals(Duration.ofMinutes(1), report.retryAfter());
  }

  @Test
  void anAnswerInOnePieceIsClampedToWhatTheCapLeaves() {
    RequestFacts whole = facts(4_000).streaming(false).maxOutputTokens(5_000).build();

    FundedCall funded = funded(whole, orders(usd("0.01")));

    assertEquals(900, funded.clamped());
    assertTrue(metrics.scrape().contains("tollgate_budget_clamps_total{cap=\"purse\""));
    assertEquals(900, funded.routed().judged().orders().clamp());
    assertEquals(Money.usd("0.01"), funded.reservation().hold().money());
    house.flush();
    assertEquals(List.of("900"), house.list("SELECT clamped_tokens FROM call"));
  }

  @Test
  void anAnswerInOnePieceThatFitsIsLeftAsItIs() {
    RequestFacts whole = facts(4_000).streaming(false).maxOutputTokens(5_000).build();

    FundedCall funded = funded(whole, orders(usd("1")));

    assertEquals(0, funded.clamped());
    assertEquals(0, funded.routed().judged().orders().clamp());
    assertEquals(Money.usd("0.051"), funded.reservation().hold().money());
  }

  @Test
  void severalAnswersShareWhatTheCapLeaves() {
    RequestFacts whole = facts(4_000).streaming(false).maxOutputTokens(5_000).answers(3).build();

    FundedCall ample = funded(whole, orders(usd("1")));
    assertEquals(Money.usd("0.151"), ample.reservation().hold().money());
    assertEquals(0, ample.clamped());
    settle(ample, 1_000, 15_000);

    FundedCall scarce = funded(whole, orders(usd("0.161")));
    assertEquals(300, scarce.clamped());
    assertEquals(300, scarce.routed().judged().orders().clamp());
    assertEquals(Money.usd("0.01"), scarce.reservation().hold().money());
  }

  @Test
  void anAnswerThatWouldTakeAllTheRoomIsAskedToLeaveMostOfItToOthers() {
    RequestFacts whole = facts(4_000).streaming(false).maxOutputTokens(100_000).build();

    FundedCall first = funded(whole, orders(usd("0.40356")));
    FundedCall second = funded(whole, orders(usd("0.40356")));

    assertEquals(10_256, first.clamped());
    assertEquals(256 + 29_644 / 8, second.clamped());
  }

  @Test
  void whereNoLimitIsNamedTheLongestAnswerOfTheLikeIsHeld() {
    RequestFacts hidden = facts(4_000).hiddenOutput(true).build();
    assertEquals(8_192, funded(hidden, orders(usd("10"))).output());

    var used = Usage.exact(TokenCounts.of(900, 20_000), "large");
    estimates.learn(Identity.UNKNOWN, "large", hidden, used);

    assertEquals(20_000, funded(hidden, orders(usd("10"))).output());
  }

  @Test
  void whoWantsNoShorterAnswerIsRefused() {
    RequestFacts whole = facts(4_000).streaming(false).maxOutputTokens(5_000).build();

    ProblemReport report = refused(whole, orders(usd("0.01")), "x-tollgate-clamp", "refuse");

    assertEquals(MoneyProblem.BUDGET_EXHAUSTED, report.problem());
  }

  /** BerriAI/litellm#38647: refused under a budget of $25 of which nothing was spent. */
  @Test
  void aLargeContextWithALargeLimitFitsABudgetOf25DollarsAt0Spent() {
    RequestFacts huge = facts(1_200_000).maxOutputTokens(64_000).build();
    var running = new ArrayList<FundedCall>();

    for (int i = 0; i < 25; i++) {
      running.add(funded(huge, orders(usd("25"))));
    }

    assertEquals(25, running.size());
  }

  /** BerriAI/litellm#27509: blocked at $2,000 with $0.144 spent, by calls without max_tokens. */
  @Test
  void callsThatNameNoLimitLeaveRoomForEachOther() {
    settle(funded(facts(4_000).build(), orders(usd("2000"))), 4_000, 14_000);
    for (int i = 0; i < 200; i++) {
      funded(facts(400_000).streaming(i % 2 == 0).build(), orders(usd("2000")));
    }

    assertEquals(200, house.till().leases());
  }

  @Test
  void aPromptIsEstimatedByTheCallBeforeItInTheSession() {
    var identity = Identity.of("plow", Evidence.BRAND_HEADER, "a test").withSession("s1");
    var cached = new TokenCounts(10, 50, 700, 300, 0, 0, 0, 0);
    estimates.learn(
        identity, "large", facts(0).promptBytes(5_050).build(), Usage.exact(cached, "large"));

    Likely next = estimates.of(identity, "large", facts(0).promptBytes(6_060).build());
    Likely other =
        estimates.of(identity.withSession("s2"), "large", facts(0).promptBytes(5_000).build());

    assertEquals(new TokenCounts(0, 0, 1_000, 212, 0, 0, 0, 0), next.prompt());
    assertEquals(TokenCounts.of(1_000, 0), other.prompt());
    assertTrue(other.dear());
  }

  @Test
  void aStreamIsRenewedAsItFlowsAndEndedAtItsCap() {
    FundedCall funded = funded(facts(4_000).build(), orders(usd("0.02")));
    var running = new RunningCall(funded.call().arrival());
    var renewal = new Renewal(funded, running);
    long output = 0;
    while (running.asked() == RunningCall.Ask.NOTHING) {
      output += 7;
      renewal.used(seen(0, output));
    }

    assertEquals(MoneyProblem.BUDGET_REACHED, running.why().problem());
    assertEquals("purse", running.reached().orElseThrow().name());
    Bill bill = funded.pricing().bill(funded.likely().cut(seen(0, output)));
    assertTrue(bill.amount().compareTo(Money.usd("0.02")) <= 0, bill::toString);
    assertTrue(bill.amount().compareTo(Money.usd("0.0195")) > 0, bill::toString);
  }

  @Test
  void aStreamThatReasonsUnseenIsBoundedLikeAnAnswerInOnePiece() {
    RequestFacts hidden = facts(4_000).hiddenOutput(true).maxOutputTokens(5_000).build();

    FundedCall ample = funded(hidden, orders(usd("1")));
    assertEquals(Money.usd("0.051"), ample.reservation().hold().money());
    new Renewal(ample, new RunningCall(ample.call().arrival())).used(seen(1_000, 1));
    assertEquals(Money.usd("0.051"), ample.reservation().hold().money(), "it is kept");
    assertEquals(Money.usd("0.051"), ample.to(ample.routed().provider()).hold().money());
    settle(ample, 1_000, 5_000);

    FundedCall scarce = funded(hidden, orders(usd("0.061")));
    assertEquals(900, scarce.clamped());
    assertEquals(900, scarce.routed().judged().orders().clamp());
  }

  @Test
  void anAnswerLongerThanItWasAskedToBeIsCutAsSoonAsItIsSeen() {
    RequestFacts brief = facts(4_000).maxOutputTokens(100).build();
    FundedCall funded = funded(brief, orders(usd("0.002")));
    var running = new RunningCall(funded.call().arrival());
    var renewal = new Renewal(funded, running);

    renewal.used(seen(0, 100));
    assertEquals(RunningCall.Ask.NOTHING, running.asked());
    renewal.used(seen(0, 101));

    assertEquals(RunningCall.Ask.STOP, running.asked());
  }

  @Test
  void aPromptThatWasDearerThanGuessedEndsTheAnswerAtItsFirstWord() {
    FundedCall funded = funded(facts(4_000).build(), orders(usd("0.005")));
    var running = new RunningCall(funded.call().arrival());
    var renewal = new Renewal(funded, running);

    renewal.used(seen(6_000, 1));
    assertEquals(RunningCall.Ask.NOTHING, running.asked());
    renewal.used(seen(6_000, 2));

    assertEquals(RunningCall.Ask.STOP, running.asked());
    assertEquals(Money.usd("0.00618"), funded.reservation().hold().money());
    assertEquals(Money.usd("0.00262"), funded.reservation().overrun());
  }

  @Test
  void aRefusalTellsWhatEveryCapLeavesAndIsAnnouncedOnce() {
    settle(funded(facts(4_000).build(), orders(usd("0.01"))), 1_000, 900);
    try (var events = new RecordedEvents()) {
      refused(facts(4).build(), orders(usd("0.01"), cap(Verdict.Unit.CALLS, "5")));
      refused(facts(4).build(), orders(usd("0.01")));

      assertEquals(1, events.count(AccessEvent.BUDGET_REFUSED));
      assertEquals("0.01", events.field(AccessEvent.BUDGET_REFUSED, "limit"));
      house.advance(Duration.ofDays(1));
      settle(funded(facts(4_000).build(), orders(usd("0.02"))), 1_000, 1_900);
    }
    refused(facts(4).build(), orders(usd("0.01"), cap(Verdict.Unit.CALLS, "5")));

    assertEquals("purse=0 usd, purse=3 calls", BudgetWords.left(left));
    assertEquals(
        "purse=0 usd, purse=3 calls", BudgetWords.field(left).first("x-tollgate-budget-left"));
    String page = metrics.scrape();
    assertTrue(
        page.contains(
            "tollgate_budget_refusals_total{cap=\"purse\",reason=\"exhausted\",window=\"day\"}"
                + " 3.0"),
        page);
  }

  @Test
  void theMetersTellOfCutsOfOverrunsAndOfEstimates() {
    FundedCall funded = funded(facts(4_000).build(), orders(usd("0.005")));
    var running = new RunningCall(funded.call().arrival());
    var renewal = new Renewal(funded, running);
    renewal.used(seen(6_000, 1));
    renewal.used(seen(6_000, 2));
    var usage = Usage.exact(TokenCounts.of(2_000, 2), "large");
    var ending =
        new Ending(
            funded.pricing(),
            State.ABORTED,
            200,
            usage,
            funded.pricing().bill(usage),
            Settlement.Served.UNTOLD,
            Timings.NONE,
            Settlement.Fault.NONE,
            0);

    new CallMeters(metrics).ended(funded, running, ending);

    String page = metrics.scrape();
    for (String line :
        List.of(
            "tollgate_budget_cuts_total{cap=\"purse\",window=\"day\"} 1.0",
            "tollgate_budget_overrun_usd_total 0.00262",
            "tollgate_prompt_estimate_ratio_bucket{le=\"2.0\"} 1",
            "tollgate_prompt_estimate_ratio_sum 2.0")) {
      assertTrue(page.contains("\n" + line), () -> line + " in\n" + page);
    }
  }

  private static SettingCap setting(String most, boolean strict, String axis, String value) {
    var cap =
        new Cap(
            "set",
            Meter.day(ZoneOffset.UTC, axis),
            Unit.USD,
            Money.usd(most).nanos(),
            false,
            CapSource.SETTINGS,
            Map.of(axis, value));
    return new SettingCap(cap, strict);
  }

  @Test
  void aCapOfTheSettingsIsPutToTheCallsItCovers() {
    settings =
        List.of(
            setting("0.01", false, Axes.TOOL, "unknown"),
            setting("0.000001", true, Axes.PROVIDER, "elsewhere"));
    settle(funded(facts(4_000).build(), Orders.NONE), 1_000, 900);

    ProblemReport report = refused(facts(4).build(), Orders.NONE);

    assertEquals(
        "The cap \"set\" has no room: $0.01 of $0.01 per day by tool is spent.", report.what());
    settings = List.of(setting("0.01", false, Axes.TOOL, "plow"));
    assertEquals(List.of(), funded(facts(4).build(), Orders.NONE).reservation().left());
  }

  @Test
  void aCallThatMovesOnIsPutToTheCapsOfTheSettingsThere() {
    settings = List.of(setting("0.001", false, Axes.PROVIDER, "elsewhere"));
    FundedCall funded = funded(facts(4_000).build(), Orders.NONE);

    assertFalse(funded.reservation().rerouted("elsewhere", funded.hold()));
  }

  private static Usage seen(long input, long output) {
    return new Usage(TokenCounts.of(input, output), Provenance.RUNNING, "large", "", 0);
  }
}
