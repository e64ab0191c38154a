package tollgate.invented;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.dialect.Dialect;
import tollgate.api.face.Face;
import tollgate.api.intake.UsageSource;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.tool.ToolDetector;

/** One of everything. */
public final class AcmePlugin implements GatewayPlugin {

  /** What the engine did is told a second time, beside the gateway. */
  private final AcmeJournal journal = new AcmeJournal();

  /** Made by the gateway. */
  public AcmePlugin() {}

  @Override
  public void start(PluginContext context) {
    journal.useClock(context.clock());
    context.logger().log(System.Logger.Level.INFO, "Acme is open as {0}.", context.pluginId());
  }

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(new AcmeDetector());
  }

  @Override
  public List<Dialect> dialects() {
    return List.of(new AskDialect());
  }

  @Override
  public List<ProviderTransform> providerTransforms() {
    return List.of(new AcmeTransform(journal));
  }

  @Override
  public List<AccountSource> accountSources() {
    return List.of(new AcmeAccounts());
  }

  @Override
  public List<QuotaProbe> quotaProbes() {
    return List.of(new AcmeProbe());
  }

  @Override
  public List<PricingSource> pricingSources() {
    return List.of(new AcmePrices());
  }

  @Override
  public List<UsageSource> usageSources() {
    return List.of(journal);
  }

  @Override
  public List<Face> faces() {
    return List.of(new AcmeFace());
  }
}
