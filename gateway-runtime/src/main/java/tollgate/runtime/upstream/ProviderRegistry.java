package tollgate.runtime.upstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.DialectId;
import tollgate.api.provider.ProviderTransform;
import tollgate.runtime.problem.ProblemException;

/**
 * The providers of one generation, in the operator's order. Immutable; a change of settings or
 * plugins makes a {@link #successor}.
 */
public final class ProviderRegistry {

  /** No providers: what the first registry follows. */
  public static final ProviderRegistry EMPTY = new ProviderRegistry(List.of());

  private final List<OpenProvider> providers;
  private final Map<String, List<OpenProvider>> standIns = new HashMap<>();

  private ProviderRegistry(List<OpenProvider> providers) {
    this.providers = List.copyOf(providers);
    var configs = providers.stream().map(OpenProvider::config).toList();
    for (OpenProvider provider : providers) {
      List<String> chain = FallbackRule.chainOf(provider.id(), configs);
      standIns.put(provider.id(), chain.stream().flatMap(id -> find(id).stream()).toList());
    }
  }

  /**
   * Opens what these settings name. A provider whose settings and transform have not changed is
   * taken over as it is. When anything is wrong nothing stays open that was not open before, so
   * this registry can go on serving.
   *
   * @throws ProblemException with everything that is wrong
   */
  public ProviderRegistry successor(
      List<ProviderConfig> configs, Collection<ProviderTransform> transforms) {
    return new ProviderRegistry(new ProviderOpener(providers, transforms).open(configs));
  }

  /** Every provider, in the operator's order. */
  public List<OpenProvider> list() {
    return providers;
  }

  /** The provider with this id. */
  public Optional<OpenProvider> find(String id) {
    return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /** Those that stand in for a provider when it cannot serve, best first. */
  public List<OpenProvider> standIns(OpenProvider provider) {
    return standIns.getOrDefault(provider.id(), List.of());
  }

  /**
   * The providers that can take a call, best first: those that name the model, the longest name
   * first; then those that take any model, first the ones that name the path, then the default;
   * then the default, even though it names other models. Among equals the operator's order counts.
   */
  public List<OpenProvider> candidates(DialectId dialect, String model, String path) {
    var fit = new ArrayList<OpenProvider>();
    for (OpenProvider provider : providers) {
      if (provider.speaks(dialect) && provider.takes(path) && rank(provider, model) >= 0) {
        fit.add(provider);
      }
    }
    fit.sort(Comparator.comparingInt(provider -> -rank(provider, model)));
    return List.copyOf(fit);
  }

  /** The best provider for a call. */
  public Optional<OpenProvider> select(DialectId dialect, String model, String path) {
    return candidates(dialect, model, path).stream().findFirst();
  }

  /** Higher is better, negative does not fit at all. */
  private static int rank(OpenProvider provider, String model) {
    int general = provider.namesPaths() ? 3 : provider.byDefault() ? 2 : 1;
    if (model.isEmpty()) {
      return general; // nothing to match
    }
    int claim = provider.claimOn(model);
    if (claim >= 0) {
      return 4 + claim;
    }
    if (provider.takesAnyModel()) {
      return general;
    }
    return provider.byDefault() ? 0 : -1;
  }
}
