package tollgate.runtime.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tollgate.api.provider.ProviderTransform;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.report.PriceReports;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;

/** Builds generations: the first one at the start, and one more for every change. */
final class Changes {

  /** A class loader that nothing holds is gone by then. */
  private static final Duration LEAK_AFTER = Duration.ofMinutes(1);

  private final Settings settings;
  private final Prices prices;
  private final WebDocuments web;
  private final PluginHost host;
  private final Policies policies;

  Changes(Settings settings, PriceChanges words, InstantSource clock) {
    this.settings = settings;
    this.prices = new Prices(settings, words, clock);
    this.web = new WebDocuments(WebDocuments.Limits.ORDINARY, clock);
    this.policies = new Policies(settings);
    Path data = settings.dataDir().resolve("plugins");
    this.host =
        new PluginHost(
            new HostSettings(
                data.resolve("staged"),
                data.resolve("data"),
                id -> settings.plugins().settings().getOrDefault(id, Map.of()),
                clock,
                web,
                HostSettings.ORDINARY_PATIENCE));
  }

  /** Begins with the generation of the start; closing it takes down providers and plugins. */
  Generations<Generation> begin(InstantSource clock, CloseStack stack) {
    PluginSet plugins = host.load(settings.plugins().dir());
    prices.tellOfUnknownSources(plugins);
    ProviderRegistry providers =
        ProviderRegistry.EMPTY.successor(Shapes.providers(settings), transforms(plugins));
    var generation =
        new Generation(plugins, providers, prices.fetch(plugins), stack.push(policies).begin());
    var janitor =
        stack.push(Executors.newSingleThreadExecutor(Thread.ofVirtual().name("janitor").factory()));
    var generations = stack.push(new Generations<>(generation, Changes::parts, janitor, clock));
    tell(generations.number(), generation);
    return generations;
  }

  /** Questions to the prices in force and to what the sources said. */
  PriceReports priceReports(Generations<Generation> generations, InstantSource clock) {
    return new PriceReports(() -> generations.current().prices(), prices.shelf(), clock);
  }

  /** Puts a new book in force when a source has something new to say. */
  void refreshPrices(Generations<Generation> generations) {
    web.open(); // the start does without: it must not wait for a network
    prices.fetch(generations.current().plugins());
    applyPrices(generations);
  }

  /** Takes a sheet that was held, and puts it in force; false when there is none of that source. */
  boolean acceptPrices(Generations<Generation> generations, String source) {
    boolean accepted = prices.shelf().accept(source);
    if (accepted) {
      applyPrices(generations);
    }
    return accepted;
  }

  /**
   * Puts the prices as they are now in force for every call that arrives from now on. Another
   * change may come first: then it is tried again on top of that one.
   */
  synchronized void applyPrices(Generations<Generation> generations) {
    PriceBook book = prices.book();
    boolean waits = true;
    while (waits) {
      long number = generations.number();
      Generation current = generations.current();
      if (book.bookVersion().equals(current.prices().bookVersion())) {
        return;
      }
      var next = new Generation(current.plugins(), current.providers(), book, current.policies());
      if (generations.swap(current, next)) {
        tell(generations.number(), next);
        return;
      }
      waits = generations.number() != number; // else nothing comes into force: the gateway ends
    }
  }

  /** Where the policies come from. */
  Policies policies() {
    return policies;
  }

  /**
   * Reads the policies again and puts them in force; those before stay where one of the new ones
   * cannot be used.
   *
   * @return what cannot be used, and why
   */
  synchronized List<Finding> applyPolicies(Generations<Generation> generations) {
    while (true) {
      long number = generations.number();
      Generation current = generations.current();
      var loaded = policies.load(current.policies());
      var next =
          new Generation(current.plugins(), current.providers(), current.prices(), loaded.set());
      boolean same = loaded.set().generation().equals(current.policies().generation());
      if (!loaded.findings().isEmpty() || same) {
        return loaded.findings();
      }
      if (generations.swap(current, next)) {
        tell(generations.number(), next);
        return List.of();
      }
      if (generations.number() == number) {
        return List.of(); // nothing comes into force any more: the gateway ends
      }
    }
  }

  /** The kind of a provider that is configured; empty for another. */
  static String typeOf(Generation generation, String provider) {
    return generation.providers().list().stream()
        .filter(open -> open.id().equals(provider))
        .map(OpenProvider::type)
        .findFirst()
        .orElse("");
  }

  private static void tell(long number, Generation generation) {
    Events.log(
        Event.GENERATION_ACTIVATED,
        "generation",
        number,
        "plugins",
        generation.plugins().plugins().size(),
        "providers",
        generation.providers().list().size(),
        "prices",
        generation.prices().bookVersion(),
        "policies",
        generation.policies().generation());
  }

  /** How many plugins that ended a while ago are still in memory. */
  int leaks() {
    return host.leaks(LEAK_AFTER);
  }

  private static Collection<ProviderTransform> transforms(PluginSet plugins) {
    return plugins.transforms().stream().map(Contribution::value).toList();
  }

  private static List<AutoCloseable> parts(Generation generation) {
    return Stream.<List<? extends AutoCloseable>>of(
            generation.policies().parts(),
            generation.providers().list(),
            generation.plugins().parts())
        .<AutoCloseable>flatMap(List::stream)
        .toList();
  }
}
