package tollgate.pricing.builtin;

import java.time.ZoneOffset;
import java.util.Optional;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;

/** The table that ships with Tollgate, as a source that any live source outranks. */
final class BuiltinPricing implements PricingSource {

  private final PriceSheet sheet;

  BuiltinPricing(RateTable table) {
    sheet =
        new PriceSheet(
            table.version().toString(),
            table.version().atStartOfDay(ZoneOffset.UTC).toInstant(),
            "rates.txt in the jar of pricing.builtin; every line there names its source",
            table.rates());
  }

  @Override
  public String id() {
    return "builtin";
  }

  @Override
  public Optional<PriceSheet> fetch(String lastVersion) {
    return lastVersion.equals(sheet.version()) ? Optional.empty() : Optional.of(sheet);
  }
}
