package tollgate.api;

import java.util.List;
import java.util.Map;
import tollgate.api.dialect.Dialect;
import tollgate.api.face.Face;
import tollgate.api.intake.UsageSource;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.stability.Experimental;
import tollgate.api.tool.ToolDetector;

/**
 * One plugin jar's contributions: the whole extension surface of Tollgate on one page.
 *
 * <p>A jar names its implementation as a service in its module descriptor; the gateway makes one
 * instance per loaded jar with the public no-argument constructor, which must do nothing slow.
 *
 * <pre>{@code
 * module acme.tollgate {
 *   requires tollgate.api;
 *   provides tollgate.api.GatewayPlugin with acme.tollgate.AcmePlugin;
 * }
 *
 * public final class AcmePlugin implements GatewayPlugin {
 *   public List<ToolDetector> toolDetectors() {
 *     return List.of(new AcmeDetector());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Life.</b> Construct, {@link #settings}, {@link #start}, then each list is read once, then
 * the contributions serve calls on many threads at once, then {@link #close}. A plugin that throws
 * before it serves is kept out and reported by name; the gateway stays up.
 *
 * <p><b>What a plugin must leave behind nothing of:</b> threads it started, thread locals, shutdown
 * hooks, registered drivers. Whatever of these survives {@link #close} keeps the jar's classes in
 * memory.
 *
 * @since 1.0
 */
public interface GatewayPlugin extends AutoCloseable {

  /**
   * Hands over the plugin's surroundings, once, before any list is read. Runs on a thread of the
   * plugin's own, which the gateway leaves behind when constructing, starting and listing together
   * take longer than ten seconds.
   *
   * @throws Exception to keep the plugin out; the message is shown to the operator
   */
  default void start(PluginContext context) throws Exception {}

  /** What the operator may set; asked once, before {@link #start}. */
  default List<PluginSetting> settings() {
    return List.of();
  }

  /**
   * Takes other values of settings that are declared live, while calls run. Runs like {@link
   * #start}, on a thread of the plugin's own and within ten seconds.
   *
   * @param settings all settings as they are from now on, defaults filled in
   * @throws Exception to refuse them; those before stay and the message is shown to the operator
   */
  default void changed(Map<String, String> settings) throws Exception {}

  /** Who is calling: see {@link ToolDetector}. */
  default List<ToolDetector> toolDetectors() {
    return List.of();
  }

  /** Wire languages: see {@link Dialect}. */
  default List<Dialect> dialects() {
    return List.of();
  }

  /** Families of upstreams: see {@link ProviderTransform}. */
  default List<ProviderTransform> providerTransforms() {
    return List.of();
  }

  /** Where upstream accounts are listed: see {@link AccountSource}. */
  default List<AccountSource> accountSources() {
    return List.of();
  }

  /** How an account's windows and credits are read: see {@link QuotaProbe}. */
  default List<QuotaProbe> quotaProbes() {
    return List.of();
  }

  /** Where prices come from: see {@link PricingSource}. */
  default List<PricingSource> pricingSources() {
    return List.of();
  }

  /** Usage records that arrive beside the gateway: see {@link UsageSource}. */
  @Experimental
  default List<UsageSource> usageSources() {
    return List.of();
  }

  /** HTTP resources over a read view of the ledger: see {@link Face}. */
  @Experimental
  default List<Face> faces() {
    return List.of();
  }

  /**
   * Lets go of everything, within ten seconds. Called once, after the last call that uses the
   * plugin has ended.
   */
  @Override
  default void close() {}
}
