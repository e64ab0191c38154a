package tollgate.pricing.modelsdev;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.PluginSetting;
import tollgate.api.pricing.PricingSource;

/** The plugin of this jar: one source of prices. Setting {@code url}: where the catalogue lies. */
public final class ModelsDevPlugin implements GatewayPlugin {

  private static final String STANDARD_URL = "https://models.dev/api.json";

  private Optional<PricingSource> source = Optional.empty();

  @Override
  public List<PluginSetting> settings() {
    return List.of(PluginSetting.of("url", "Where the catalogue lies.", STANDARD_URL));
  }

  /**
   * Takes the address; nothing is read yet.
   *
   * @throws IllegalArgumentException when the setting {@code url} is no address
   */
  @Override
  public void start(PluginContext context) {
    URI address = URI.create(context.settings().getOrDefault("url", STANDARD_URL));
    source = Optional.of(new ModelsDevPrices(address, context.documents(), context.logger()));
  }

  @Override
  public List<PricingSource> pricingSources() {
    return source.stream().toList();
  }
}
