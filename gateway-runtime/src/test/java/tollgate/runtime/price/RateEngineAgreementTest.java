package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * Two implementations of the same rules must agree on everything, over thousands of made-up lists.
 */
class RateEngineAgreementTest {

  private static final int ROUNDS = 4_000;
  private static final List<RateUnit> UNITS = List.of(RateUnit.values());
  private static final String[] TIERS = {"", "", "flex", "priority"};
  private static final String[] REGIONS = {"", "", "us", "eu"};
  private static final long[] THRESHOLDS = {0, 0, 0, 32_000, 200_000};

  @Test
  void agreesWithASecondImplementation() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int priced = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Rate> rates = rates(random);
      Usage usage = usage(random);
      PriceMatch match = match(rates);

      Optional<Money> expected = SecondOpinion.cost(rates, usage);

      String about = "seed " + seed + ", round " + round + ": " + usage + " by " + rates;
      assertEquals(expected, RateEngine.cost(match, usage), about);
      Optional<Cost> cost = RateEngine.explain(match, usage);
      assertEquals(expected, cost.map(Cost::total), about);
      assertEquals(cost, cost.map(Cost::text).map(Cost::parse), about);
      priced += expected.isPresent() ? 1 : 0;
    }

    assertTrue(priced > ROUNDS / 4, "only " + priced + " of " + ROUNDS + " lists priced anything");
  }

  private static PriceMatch match(List<Rate> rates) {
    return PriceBook.of(List.of(Lists.sheet("made-up", 0, rates)))
        .find("", "m", Lists.NOW)
        .orElseThrow();
  }

  private static List<Rate> rates(Random random) {
    var rates = new ArrayList<Rate>();
    Set<List<Object>> taken = new HashSet<>();
    int wanted = 1 + random.nextInt(24);
    for (int i = 0; i < wanted; i++) {
      RateUnit unit = i == 0 ? RateUnit.INPUT : UNITS.get(random.nextInt(UNITS.size()));
      long above = i < 2 ? 0 : THRESHOLDS[random.nextInt(THRESHOLDS.length)];
      String tier = i < 2 ? "" : TIERS[random.nextInt(TIERS.length)];
      if (unit == RateUnit.UPLIFT) {
        String region = REGIONS[2 + random.nextInt(2)];
        if (taken.add(List.of(unit, region))) {
          var factor = BigDecimal.valueOf(1 + random.nextInt(3_000), 3);
          rates.add(new Rate("", "m", unit, factor, 0, region, Lists.DAY));
        }
      } else if (taken.add(List.of(unit, above, tier))) {
        rates.add(new Rate("", "m", unit, usd(random), above, tier, Lists.DAY));
      }
    }
    return rates;
  }

  private static BigDecimal usd(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> BigDecimal.valueOf(random.nextInt(1000), 11); // too fine for the fast sum
      case 2 -> BigDecimal.valueOf(random.nextInt(100_000_000), 9);
      default -> BigDecimal.valueOf(random.nextInt(100_000), 3);
    };
  }

  private static Usage usage(Random random) {
    return new Usage(
        new TokenCounts(
            count(random),
            count(random),
            count(random),
            count(random),
            count(random),
            count(random),
            seldom(random, count(random)),
            seldom(random, count(random)),
            seldom(random, count(random)),
            seldom(random, count(random)),
            seldom(random, count(random))),
        Provenance.EXACT,
        "",
        TIERS[random.nextInt(TIERS.length)],
        REGIONS[random.nextInt(REGIONS.length)],
        seldom(random, random.nextInt(5)),
        seldom(random, random.nextInt(3)));
  }

  private static long seldom(Random random, long count) {
    return random.nextInt(4) == 0 ? count : 0;
  }

  private static long count(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> 0;
      case 2 -> random.nextInt(10);
      case 3 -> random.nextLong(1L << 36);
      default -> random.nextInt(300_000);
    };
  }
}
