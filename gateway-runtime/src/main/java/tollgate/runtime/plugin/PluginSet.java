package tollgate.runtime.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.call.DialectId;
import tollgate.api.dialect.Dialect;
import tollgate.api.face.Face;
import tollgate.api.intake.UsageSource;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.tool.ToolDetector;

/**
 * Everything the loaded plugins bring, and who was kept out. Never changes; every list is in plugin
 * order, which is the order of plugin ids and within a plugin its own.
 */
public final class PluginSet {

  /** No plugins: what a host's first load starts from. */
  public static final PluginSet EMPTY = new PluginSet(List.of(), List.of(), List.of());

  private final List<LoadedPlugin> plugins;
  private final List<RefusedPlugin> refused;
  private final List<PluginCard> disabled;
  private final List<Contribution<ToolDetector>> detectors;
  private final List<Contribution<Dialect>> dialects;
  private final List<Contribution<ProviderTransform>> transforms;
  private final EndpointTable endpoints;
  private final Map<String, Contribution<Dialect>> dialectsById = new HashMap<>();
  private final Map<String, Contribution<ProviderTransform>> transformsById = new HashMap<>();

  /** A set of plugins that are already in plugin order and free of conflicts. */
  PluginSet(List<LoadedPlugin> plugins, List<RefusedPlugin> refused, List<PluginCard> disabled) {
    this.plugins = List.copyOf(plugins);
    this.refused = List.copyOf(refused);
    this.disabled = List.copyOf(disabled);
    this.detectors = all(Contributions::detectors);
    this.dialects = all(Contributions::dialects);
    this.transforms = all(Contributions::transforms);
    this.endpoints = new EndpointTable(all(Contributions::paths));
    dialects.forEach(dialect -> dialectsById.put(dialect.name(), dialect));
    transforms.forEach(transform -> transformsById.put(transform.name(), transform));
  }

  private <T> List<T> all(Function<Contributions, List<T>> list) {
    return plugins.stream().flatMap(plugin -> list.apply(plugin.contributions()).stream()).toList();
  }

  /** The plugins in use. */
  public List<PluginCard> plugins() {
    return plugins.stream().map(LoadedPlugin::card).toList();
  }

  /**
   * The files that were kept out. Where one would have replaced a plugin in use, that one still is.
   */
  public List<RefusedPlugin> refused() {
    return refused;
  }

  /** The same with further files that were kept out. */
  PluginSet alsoRefusing(List<RefusedPlugin> more) {
    var all = new ArrayList<>(refused);
    more.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return new PluginSet(plugins, all, disabled);
  }

  /** The plugins that the operator does not want used. */
  public List<PluginCard> disabled() {
    return disabled;
  }

  /** Who can tell who is calling. */
  public List<Contribution<ToolDetector>> detectors() {
    return detectors;
  }

  /** The wire languages. */
  public List<Contribution<Dialect>> dialects() {
    return dialects;
  }

  /** One wire language. */
  public Optional<Contribution<Dialect>> dialect(DialectId id) {
    return Optional.ofNullable(dialectsById.get(id.value()));
  }

  /** Which dialect answers for a request. */
  public EndpointTable endpoints() {
    return endpoints;
  }

  /** The families of upstreams. */
  public List<Contribution<ProviderTransform>> transforms() {
    return transforms;
  }

  /** One family of upstreams, by the {@code type} in a provider's settings. */
  public Optional<Contribution<ProviderTransform>> transform(String id) {
    return Optional.ofNullable(transformsById.get(id));
  }

  /** Where upstream accounts are listed. */
  public List<Contribution<AccountSource>> accountSources() {
    return all(Contributions::accountSources);
  }

  /** How an account's windows are read. */
  public List<Contribution<QuotaProbe>> quotaProbes() {
    return all(Contributions::quotaProbes);
  }

  /** Where prices come from. */
  public List<Contribution<PricingSource>> pricingSources() {
    return all(Contributions::pricingSources);
  }

  /** Usage that arrives beside the gateway. */
  public List<Contribution<UsageSource>> usageSources() {
    return all(Contributions::usageSources);
  }

  /** HTTP resources beside the model API. */
  public List<Contribution<Face>> faces() {
    return all(Contributions::faces);
  }

  /**
   * What must be closed when no generation uses it any more: the plugins themselves. A set that was
   * made from this one by a reload shares those that did not change.
   */
  public List<? extends AutoCloseable> parts() {
    return plugins;
  }

  /** A plugin in use. */
  public Optional<PluginCard> plugin(String id) {
    return find(id).map(LoadedPlugin::card);
  }

  /** What a plugin in use brings and how that fares; nothing for another. */
  public List<PluginPart> partsOf(String id) {
    return find(id).map(plugin -> plugin.contributions().all()).orElse(List.of());
  }

  /** The settings of a plugin in use, in its own order; none for another. */
  public List<ShownSetting> settingsOf(String id) {
    return find(id).map(LoadedPlugin::settings).orElse(List.of());
  }

  /** Has everything that was set aside of a plugin asked again. */
  public void release(String id) {
    partsOf(id).forEach(part -> part.vitals().release());
  }

  /** Whether there is nothing in the one that is not in the other. */
  public boolean isAs(PluginSet other) {
    return plugins.equals(other.plugins)
        && refused.equals(other.refused)
        && disabled.equals(other.disabled);
  }

  /** The plugins in use that cannot do without this one. */
  public List<String> dependentsOf(String id) {
    return plugins.stream()
        .filter(plugin -> plugin.jar().dependencies().contains(id))
        .map(LoadedPlugin::id)
        .toList();
  }

  /** What the plugins in use were loaded from. */
  List<PluginJar> jars() {
    return plugins.stream().map(LoadedPlugin::jar).toList();
  }

  List<LoadedPlugin> loaded() {
    return plugins;
  }

  Optional<LoadedPlugin> find(String id) {
    return plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
  }
}
