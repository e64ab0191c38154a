package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/** What a source of prices must do. */
public abstract class PricingSourceContract extends PluginContract {

  /** A model that costs more per million tokens is a slip of the decimal point. */
  private static final BigDecimal DEAREST = new BigDecimal("10000");

  /** For subclasses. */
  protected PricingSourceContract() {}

  /** The source under test; override where the jar brings several. */
  protected PricingSource source() {
    return plugin().pricingSources().getFirst();
  }

  /** Whether the source answers without a network. One that needs it may be out of reach. */
  protected boolean worksOffline() {
    return true;
  }

  @Override
  final int contributions() {
    return plugin().pricingSources().size();
  }

  private PriceSheet sheet() {
    try {
      return source().fetch("").orElseThrow(() -> new AssertionError("no sheet the first time"));
    } catch (IOException outOfReach) {
      Assumptions.assumeFalse(worksOffline(), () -> "unreadable: " + outOfReach);
      return Assumptions.abort("out of reach: " + outOfReach);
    }
  }

  @Test
  public void namesItself() {
    assertTrue(source().id().matches("[a-z0-9]+([.-][a-z0-9]+)*"), source().id());
    assertEquals(worksOffline(), source().rank() < 100, "a table is ranked below a live source");
  }

  @Test
  public void saysWhereAndWhenItsPricesWereFound() {
    PriceSheet sheet = sheet();

    assertFalse(sheet.version().isEmpty(), "version");
    assertFalse(sheet.origin().isEmpty(), "origin");
    assertFalse(sheet.rates().isEmpty(), "rates");
  }

  @Test
  public void sendsASheetOnlyOnce() throws IOException {
    PriceSheet sheet = sheet();

    assertEquals(Optional.empty(), source().fetch(sheet.version()));
    assertEquals(sheet.rates(), source().fetch("a version of long ago").orElseThrow().rates());
  }

  @Test
  public void pricesNothingTwice() {
    var seen = new HashSet<List<Object>>();
    for (Rate rate : sheet().rates()) {
      assertTrue(
          seen.add(
              List.of(
                  rate.provider(),
                  rate.model(),
                  rate.unit(),
                  rate.aboveContextTokens(),
                  rate.serviceTier(),
                  rate.from())),
          "priced twice: " + rate);
    }
  }

  @Test
  public void pricesBelievably() {
    PriceSheet sheet = sheet();
    for (Rate rate : sheet.rates()) {
      assertFalse(rate.model().isBlank(), "a rate without a model");
      assertTrue(rate.usd().compareTo(DEAREST) < 0, "a slip of the decimal point? " + rate);
      assertTrue(rate.aboveContextTokens() >= 0, "a negative tier: " + rate);
      assertFalse(
          rate.from()
              .isAfter(sheet.retrievedAt().atOffset(ZoneOffset.UTC).toLocalDate().plusYears(1)),
          "a price of the far future: " + rate);
    }
  }

  @Test
  public void pricesOutputWhereItPricesInput() {
    List<Rate> rates = sheet().rates();
    for (Rate rate : rates) {
      if (rate.unit() == RateUnit.INPUT) {
        assertTrue(
            rates.stream()
                .anyMatch(other ->
                    (other.unit() == RateUnit.OUTPUT || other.unit() == RateUnit.IMAGE_OUT)
                        && other.model().equals(rate.model())
                        && other.provider().equals(rate.provider())),
            rate.model() + " has a price for input and none for output");
      }
    }
  }
}
