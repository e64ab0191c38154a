package tollgate.invented;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/** What an engine costs. */
final class AcmePrices implements PricingSource {
  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
  private static final PriceSheet SHEET =
      new PriceSheet(
          "2026-01-01",
          Instant.parse("2026-01-01T00:00:00Z"),
          "https://acme.test/prices",
          List.of(
              rate(RateUnit.INPUT, "2"),
              rate(RateUnit.OUTPUT, "8"),
              rate(RateUnit.CACHE_READ, "0.2")));

  private static Rate rate(RateUnit unit, String usd) {
    return new Rate("acme", "acme-1", unit, new BigDecimal(usd), 0, "", FROM);
  }

  @Override
  public String id() {
    return "acme-prices";
  }

  @Override
  public Optional<PriceSheet> fetch(String lastVersion) {
    return lastVersion.equals(SHEET.version()) ? Optional.empty() : Optional.of(SHEET);
  }
}
