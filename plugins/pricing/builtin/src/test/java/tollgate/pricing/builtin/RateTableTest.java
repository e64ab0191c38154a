package tollgate.pricing.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

class RateTableTest {

  private static final String SOURCE = "source s https://example.com 2026-01-01 read\n";

  @Test
  void readsEveryUnitOfALineForEverySpelling() {
    RateTable table =
        RateTable.parse("version 2026-01-02\n" + SOURCE + "a,b 2025-03-04 input=1.5 output=2 @s");

    assertEquals(LocalDate.of(2026, 1, 2), table.version());
    assertEquals(
        List.of("a INPUT 1.5", "b INPUT 1.5", "a OUTPUT 2", "b OUTPUT 2"),
        table.rates().stream().map(r -> r.model() + " " + r.unit() + " " + r.usd()).toList());
  }

  @Test
  void readsTierThresholdAndProvider() {
    Rate rate =
        RateTable.parse(SOURCE + "p/m 2025-03-04 tier=flex above=200000 cache-write-1h=6 @s")
            .rates()
            .getFirst();

    assertEquals(
        new Rate(
            "p",
            "m",
            RateUnit.CACHE_WRITE_1H,
            new BigDecimal("6"),
            200_000,
            "flex",
            LocalDate.of(2025, 3, 4)),
        rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m 2025-01-01 input=1 @nobody",
        "m yesterday input=1 @s",
        "m 2025-01-01 input=cheap @s",
        "m 2025-01-01 input=-1 @s",
        "m 2025-01-01 sunlight=1 @s",
        "m 2025-01-01 input @s",
        "m 2025-01-01 above=many input=1 @s",
        "source t https://example.com 2026-01-01",
        "source t https://example.com today read"
      })
  void refusesALineItCannotReadAndNamesIt(String line) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> RateTable.parse(SOURCE + line));

    assertTrue(refused.getMessage().startsWith("price table, line 2: "), refused.getMessage());
  }

  @Test
  void shipsAPriceForEveryModelOfTheDemo() throws IOException {
    List<Rate> rates = RateTable.shipped().rates();

    for (String model : List.of("demo-large", "demo-small", "gpt-5", "claude-sonnet-4-5")) {
      assertTrue(rates.stream().anyMatch(rate -> rate.model().equals(model)), model);
    }
  }

  @Test
  void shipsOnlyPricesThatTheFastSumCanHold() throws IOException {
    for (Rate rate : RateTable.shipped().rates()) {
      assertTrue(rate.usd().stripTrailingZeros().scale() <= 9, rate.toString());
    }
  }

  @Test
  void pricesBothLivesOfACacheWhereItPricesOne() throws IOException {
    List<Rate> rates = RateTable.shipped().rates();
    for (Rate rate : rates) {
      if (rate.unit() == RateUnit.CACHE_WRITE_5M) {
        assertTrue(
            rates.stream()
                .anyMatch(other ->
                    other.unit() == RateUnit.CACHE_WRITE_1H
                        && other.model().equals(rate.model())
                        && other.aboveContextTokens() == rate.aboveContextTokens()
                        && other.serviceTier().equals(rate.serviceTier())),
            rate.toString());
      }
    }
  }
}
