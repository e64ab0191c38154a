package tollgate.runtime.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import tollgate.api.provider.ProviderTransform;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.problem.ProblemException;
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
  private final PluginWishes wishes;
  private final PluginHost host;
  private final Policies policies;
  private final Noted noted;

  /** Where it is kept what was changed. */
  @FunctionalInterface
  interface Noted {
    /** A kind of thing had this version and has that one now. */
    void note(String kind, String was, String is);
  }

  /** The same where nothing is changed. */
  Changes(Settings settings, PriceChanges words, InstantSource clock) {
    this(settings, words, clock, (kind, was, is) -> {});
  }

  Changes(Settings settings, PriceChanges words, InstantSource clock, Noted noted) {
    this.noted = noted;
    this.settings = settings;
    this.prices = new Prices(settings, words, clock);
    this.web = new WebDocuments(WebDocuments.Limits.ORDINARY, clock);
    this.policies = new Policies(settings, clock);
    this.wishes = new PluginWishes(settings);
    Path data = settings.dataDir().resolve("plugins");
    this.host =
        new PluginHost(
            new HostSettings(
                data.resolve("staged"),
                data.resolve("data"),
                wishes::settingsOf,
                wishes::admission,
                clock,
                web,
                HostSettings.ORDINARY_PATIENCE));
  }

  /** Begins with the generation of the start; closing it takes down providers and plugins. */
  Generations<Generation> begin(InstantSource clock, CloseStack stack) {
    PluginSet plugins = host.load(settings.plugins().dir());
    prices.tellOfUnknownSources(plugins);
    ProviderRegistry providers =
        ProviderRegistry.EMPTY.successor(
            Shapes.providers(settings.providers()), transforms(plugins));
    var generation =
        new Generation(plugins, providers, prices.fetch(plugins), new EmptyPolicySet());
    var janitor =
        stack.push(Executors.newSingleThreadExecutor(Thread.ofVirtual().name("janitor").factory()));
    var generations =
        stack.push(new Generations<>(generation, Changes::parts, Contents::of, janitor, clock));
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

  /** Puts the prices as they are now in force for every call that arrives from now on. */
  synchronized void applyPrices(Generations<Generation> generations) {
    PriceBook book = prices.book();
    change(
        generations,
        now ->
            book.bookVersion().equals(now.prices().bookVersion())
                ? Optional.empty()
                : Optional.of(
                    new Generation(now.plugins(), now.providers(), book, now.policies())));
  }

  /** Puts the prices and aliases of these settings in force where they are others. */
  synchronized void usePrices(Generations<Generation> generations, Settings fresh) {
    if (prices.use(fresh)) {
      PriceBook book = prices.book();
      Generation now =
          change(
              generations,
              was ->
                  Optional.of(
                      new Generation(was.plugins(), was.providers(), book, was.policies())));
      String version = now.prices().bookVersion();
      noted.note("prices", version, version + ", other prices in the settings");
    }
  }

  /**
   * Reads the folder of plugins again and puts what is there in force. Providers whose transform
   * was replaced are opened anew, the others go on as they are. To be asked by one thread at a
   * time; plugins may take long to start, and other changes need not wait for that.
   *
   * @param again the ids of plugins to start anew in any case
   * @return the plugins in force before
   * @throws tollgate.runtime.problem.ProblemException where a provider cannot do without what is
   *     gone; the plugins before stay then
   */
  PluginSet applyPlugins(Generations<Generation> generations, Set<String> again) {
    PluginSet before = generations.current().plugins();
    PluginSet next = host.reload(settings.plugins().dir(), before, again);
    if (next.isAs(before)) {
      return before;
    }
    try {
      swap(generations, next);
    } catch (ProblemException refused) {
      host.discard(next, before);
      throw refused;
    }
    if (!next.pricingSources().equals(before.pricingSources())) {
      prices.follow(before, next);
      applyPrices(generations);
    }
    return before;
  }

  private synchronized void swap(Generations<Generation> generations, PluginSet next) {
    put(generations, now -> Optional.of(using(now, next)));
  }

  private static Generation using(Generation now, PluginSet plugins) {
    var configs = now.providers().list().stream().map(OpenProvider::config).toList();
    return new Generation(
        plugins,
        now.providers().successor(configs, transforms(plugins)),
        now.prices(),
        now.policies());
  }

  /** Reads what files say of themselves and loads them. */
  PluginHost pluginHost() {
    return host;
  }

  /** What the operator says of plugins. */
  PluginWishes pluginWishes() {
    return wishes;
  }

  /** Where the policies come from. */
  Policies policies() {
    return policies;
  }

  /** Where an operator looks after them. */
  PolicyDesk policyDesk(Generations<Generation> generations) {
    return new LivePolicies(
        policies.host(),
        () -> generations.current().policies(),
        () -> applyPolicies(generations),
        policies::findings);
  }

  /** Puts the policies of the start in force. */
  synchronized void beginPolicies(Generations<Generation> generations) {
    PolicySet first = policies.begin();
    put(generations, now -> judgingBy(now, first));
  }

  /**
   * Reads the policies again and puts them in force; those before stay where one of the new ones
   * cannot be used.
   *
   * @return what cannot be used, and why
   */
  synchronized List<Finding> applyPolicies(Generations<Generation> generations) {
    change(generations, now -> judgingBy(now, policies.load(now.policies()).set()));
    return policies.findings();
  }

  private static Optional<Generation> judgingBy(Generation now, PolicySet set) {
    return set.generation().equals(now.policies().generation())
        ? Optional.empty()
        : Optional.of(new Generation(now.plugins(), now.providers(), now.prices(), set));
  }

  /**
   * Puts other providers in force for every call that arrives from now on. Those that have not
   * changed go on as they are.
   *
   * @return the generation that has them
   * @throws tollgate.runtime.problem.ProblemException with everything that is wrong with them; the
   *     old ones stay then
   */
  synchronized Generation applyProviders(
      Generations<Generation> generations, List<ProviderEntry> entries) {
    var configs = Shapes.providers(entries);
    return change(
        generations,
        now -> {
          var opened = now.providers().successor(configs, transforms(now.plugins()));
          return opened.list().equals(now.providers().list())
              ? Optional.empty()
              : Optional.of(new Generation(now.plugins(), opened, now.prices(), now.policies()));
        });
  }

  /** Keeps in the audit who put what in force. */
  static Noted notedIn(Actions actions) {
    return (kind, was, is) ->
        actions.note(Actor.current().name(), kind + ".put_in_force", kind, was + " -> " + is);
  }

  /**
   * As {@link #put}, one change at a time; whoever asks for it is kept beside what was and what is.
   */
  private Generation change(
      Generations<Generation> generations, Function<Generation, Optional<Generation>> successor) {
    Generation before = generations.current();
    Generation now = put(generations, successor);
    Map<String, String> was = Contents.of(before);
    Contents.of(now)
        .forEach((kind, is) -> {
          String earlier = was.getOrDefault(kind, "");
          if (!is.equals(earlier)) {
            noted.note(kind, earlier, is);
          }
        });
    boolean sameNames = was.equals(Contents.of(now));
    if (sameNames && !before.providers().list().equals(now.providers().list())) {
      String version = was.getOrDefault("providers", "");
      noted.note("providers", version, version + ", another secret or connection");
    }
    return now;
  }

  /**
   * Puts a successor in force, made once more where another change came first.
   *
   * @param successor makes it of the generation in force; nothing where nothing changes
   * @return the generation in force afterwards
   */
  private static Generation put(
      Generations<Generation> generations, Function<Generation, Optional<Generation>> successor) {
    while (true) {
      long number = generations.number();
      Generation current = generations.current();
      Optional<Generation> next = successor.apply(current);
      if (next.isEmpty()) {
        return current;
      }
      if (generations.swap(current, next.get())) {
        tell(generations.number(), next.get());
        return next.get();
      }
      if (generations.number() == number) {
        return current; // nothing comes into force any more: the gateway ends
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
        ChangeEvent.GENERATION_ACTIVATED,
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
