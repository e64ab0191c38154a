package tollgate.pricing.builtin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.pricing.PricingSource;

/** The plugin of this jar: one source of prices. */
public final class BuiltinPricingPlugin implements GatewayPlugin {

  private Optional<PricingSource> source = Optional.empty();

  /**
   * Reads the table, so that a damaged jar is told at once.
   *
   * @throws IOException when the jar lacks the table
   */
  @Override
  public void start(PluginContext context) throws IOException {
    source = Optional.of(new BuiltinPricing(RateTable.shipped()));
  }

  @Override
  public List<PricingSource> pricingSources() {
    return source.stream().toList();
  }
}
