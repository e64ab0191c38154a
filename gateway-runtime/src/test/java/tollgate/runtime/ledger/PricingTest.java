package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.SourcedSheet;

class PricingTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Usage MILLION =
      Usage.exact(new TokenCounts(1_000_000, 0, 0, 0, 0, 0, 0, 0), "");

  private static Pricing at(String usdPerMillion) {
    var rate =
        new Rate(
            "",
            "large",
            RateUnit.INPUT,
            new BigDecimal(usdPerMillion),
            0,
            "",
            LocalDate.parse("2026-01-01"));
    var sheet = new PriceSheet("1", NOW, "a test", List.of(rate));
    return new Pricing(
        PriceBook.of(List.of(new SourcedSheet("source", 1, sheet))),
        "field",
        "plain",
        "large",
        NOW);
  }

  @Test
  void billsWhatACallCanCost() {
    try (var events = new RecordedEvents()) {
      assertEquals(Money.usd("10000"), at("10000").bill(MILLION).amount());
      assertEquals(Money.usd("10000"), at("10000").hold(MILLION));
      assertEquals(0, events.count(MoneyEvent.COST_GUARD));
    }
  }

  @Test
  void booksNoCostThatMakesNoSenseAndSaysSo() {
    try (var events = new RecordedEvents()) {
      assertEquals(Bill.UNPRICED, at("10000.01").bill(MILLION));

      assertEquals("10000.01", events.field(MoneyEvent.COST_GUARD, "raw_cost"));
      assertEquals("large", events.field(MoneyEvent.COST_GUARD, "model"));
      assertEquals("field", events.field(MoneyEvent.COST_GUARD, "provider"));
    }
    assertEquals(Money.ZERO, at("10000.01").hold(MILLION), "nor is it held");
  }

  @Test
  void guessesAtOneCallAreHeldAtThePriceThatTheCallHas() {
    var guess = at("3").guess("");

    assertEquals(at("3").hold(MILLION), guess.hold(MILLION));
    assertEquals(Money.usd("3"), guess.hold(MILLION));
    assertEquals(
        Money.ZERO, at("10000.01").guess("").hold(MILLION), "nor does a guess hold nonsense");
    assertEquals(
        Optional.empty(),
        new Pricing(PriceBook.EMPTY, "field", "plain", "large", NOW).guess("").price());
  }

  @Test
  void objectsToAnAmountBelowZero() {
    assertTrue(CostGuard.objectionTo(new Money(-1)).isPresent());
    assertEquals(Optional.empty(), CostGuard.objectionTo(Money.ZERO));
  }

  @Test
  void knowsAModelByTheNameAskedForOrServed() {
    assertTrue(at("1").isKnown(""));
    assertTrue(at("1").isKnown("served-under-another-name"));
    assertFalse(new Pricing(PriceBook.EMPTY, "field", "plain", "large", NOW).isKnown("large"));
  }
}
