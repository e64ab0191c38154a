package sample.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.PluginSetting;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/** What the house model costs: dollars per million tokens, of which one is a setting. */
public final class HousePricesPlugin implements GatewayPlugin, PricingSource {
  private BigDecimal output = BigDecimal.ZERO;

  @Override
  public List<PluginSetting> settings() {
    return List.of(PluginSetting.of("output", "Dollars per million tokens of output.", "1.5"));
  }

  /** A text that is no number keeps the plugin out, with what is wrong with it. */
  @Override
  public void start(PluginContext context) {
    output = new BigDecimal(context.settings().get("output"));
  }

  @Override
  public List<PricingSource> pricingSources() {
    return List.of(this);
  }

  @Override
  public String id() {
    return "house-prices";
  }

  @Override
  public Optional<PriceSheet> fetch(String lastVersion) {
    String version = "2026-01 " + output;
    List<Rate> rates =
        List.of(rate(RateUnit.INPUT, new BigDecimal("0.3")), rate(RateUnit.OUTPUT, output));
    return Optional.of(new PriceSheet(version, Instant.EPOCH, "the house", rates))
        .filter(sheet -> !lastVersion.equals(version));
  }

  private static Rate rate(RateUnit unit, BigDecimal usd) {
    return new Rate("", "house-large", unit, usd, 0, "", LocalDate.EPOCH);
  }
}
