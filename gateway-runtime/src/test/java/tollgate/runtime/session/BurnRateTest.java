package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.usage.Money;

class BurnRateTest {
  private static final Instant FIRST = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0.50, 3.00,  7200, 2, 1.5",
    "0.25, 0.25,     0, 1, 1",
    "0,    1.00, 36000, 0, 0.1",
    "0,    9000000000, 3600, 0, 9000000000",
  })
  void projectsToAnHour(String recent, String all, long seconds, String now, String life) {
    BurnRate rate =
        BurnRate.of(Money.usd(recent), Money.usd(all), FIRST, FIRST.plusSeconds(seconds));

    assertEquals(now, rate.recent().stripTrailingZeros().toPlainString());
    assertEquals(life, rate.life().stripTrailingZeros().toPlainString());
  }
}
