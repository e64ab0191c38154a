package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.RequestFacts;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.problem.ProblemReport;

/** What a call holds that asks for a service tier; the ordinary one costs $3 and $15 a million. */
class DearerTierTest {
  private static final Usage UNTOLD = used("");

  @TempDir Path folder;
  private Purse purse;

  @BeforeEach
  void open() {
    purse =
        new Purse(folder, "0.1")
            .charge(RateUnit.INPUT, "18", "priority")
            .charge(RateUnit.OUTPUT, "90", "priority")
            .charge(RateUnit.INPUT, "1.5", "slow")
            .charge(RateUnit.OUTPUT, "7.5", "slow");
  }

  @AfterEach
  void close() {
    purse.close();
  }

  private static Usage used(String tier) {
    return new Usage(TokenCounts.of(1_000, 100), Provenance.ESTIMATED, "large", tier, 0);
  }

  private static RequestFacts.Builder facts(String tier) {
    return RequestFacts.of(TalkDialect.ID).promptBytes(4_500).dearerTier(tier);
  }

  private static RequestFacts.Builder stream(String tier) {
    return facts(tier).streaming(true);
  }

  private Money held(RequestFacts.Builder facts) {
    FundedCall funded = purse.admitted(facts);
    Money held = funded.reservation().hold().money();
    Purse.settle(funded, 0, 0);
    return held;
  }

  private static Money times(int factor, Money money) {
    return new Money(factor * money.nanos());
  }

  @Test
  void aCallHoldsThePriceOfTheDearerTierItAsksFor() {
    assertEquals(times(6, held(stream(""))), held(stream("priority")));
  }

  @Test
  void anAnswerThatCannotBeWatchedIsClampedToWhatTheCapLeavesAtTheTiersPrice() {
    FundedCall funded = purse.admitted(facts("priority").maxOutputTokens(5_000));

    assertTrue(funded.clamped() > 0, "5,000 tokens come to $0.45");
    var all =
        new Usage(TokenCounts.of(1_000, funded.clamped()), Provenance.EXACT, "", "priority", 0);
    Money cost = funded.pricing().bill(all).amount();
    assertTrue(cost.compareTo(Money.usd("0.1")) <= 0, cost.toString());
    assertTrue(cost.compareTo(Money.usd("0.09")) > 0, "and not to less: " + cost);
  }

  @Test
  void aTierThatCostsLessHoldsAsMuchAsTheOrdinaryOne() {
    assertEquals(held(stream("")), held(stream("slow")));
  }

  @Test
  void aRunningAnswerHoldsTheTiersPriceUntilItTellsItsTier() {
    FundedCall ordinary = purse.admitted(stream(""));
    FundedCall asking = purse.admitted(stream("priority"));
    Money plain = ordinary.hold(UNTOLD, 100).money();

    assertEquals(times(6, plain), asking.hold(UNTOLD, 100).money());
    assertEquals(times(6, plain), asking.hold(used("priority"), 100).money());
    assertEquals(plain.nanos() / 2, asking.hold(used("slow"), 100).money().nanos());
  }

  @Test
  void aCallHoldsTheTiersPriceWhereverItIsAsked() {
    FundedCall asking = purse.admitted(stream("priority"));

    FundedCall there = asking.to(asking.routed().provider());

    assertEquals(asking.reservation().hold().money(), there.hold().money());
  }

  @Test
  void aTierWithoutAPriceIsRefusedUnderACapOnMoney() {
    ProblemReport report = Stages.refused(purse.ask(stream("express")));

    assertEquals(MoneyProblem.BUDGET_UNPRICED, report.problem());
    assertTrue(
        report.what().contains("large of field costs in the service tier express"), report.what());
    assertTrue(report.fix().contains("ask for no service tier"), report.fix());
  }
}
