package tollgate.runtime.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tollgate.api.provider.ProviderTransform;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.PluginVersions;
import tollgate.runtime.plugin.PluginsInUse;
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
  private final PluginVersions versions;
  private final PluginsInUse inUse;
  private final Policies policies;
  private final Witness witness;
  private volatile Consumer<Generation> active = generation -> {};

  /** Keeps who changes what. */
  @FunctionalInterface
  interface Witness {
    /**
     * Asked before a change comes into force, which it only does when this returns; blocks until it
     * is durable.
     *
     * @throws ProblemException where it cannot be kept
     */
    void keep(List<Deed> deeds);
  }

  /** What is to be kept of plugins that take the place of others. */
  @FunctionalInterface
  interface PluginDeeds {
    /** Throws a {@link ProblemException} where the others are to stay. */
    List<Deed> of(PluginSet before, PluginSet next);
  }

  /** The same where nothing is changed. */
  Changes(Settings settings, PriceChanges words, InstantSource clock) {
    this(settings, words, clock, deeds -> {});
  }

  Changes(Settings settings, PriceChanges words, InstantSource clock, Witness witness) {
    this.witness = witness;
    this.settings = settings;
    this.prices = new Prices(settings, words, clock);
    this.web = new WebDocuments(WebDocuments.Limits.ORDINARY, clock);
    this.policies = new Policies(settings, clock);
    this.wishes = new PluginWishes(settings);
    Path data = settings.dataDir().resolve("plugins");
    this.versions = new PluginVersions(data.resolve("kept"), clock);
    this.inUse = new PluginsInUse(data.resolve("in-use"), versions);
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
    PluginSet plugins = host.begin(settings.plugins().dir(), inUse);
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

  /** Has somebody told, without blocking, of every generation that comes into force from now on. */
  void whenActive(Consumer<Generation> told) {
    active = told;
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
    if (prices.shelf().sources().stream()
        .noneMatch(known -> known.source().equals(source) && known.held().isPresent())) {
      return false;
    }
    witness.keep(List.of(new Deed("price.sheet_accepted", source, "")));
    boolean accepted = prices.shelf().accept(source);
    applyPrices(generations);
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
    Settings before = prices.said();
    if (!prices.use(fresh)) {
      return;
    }
    PriceBook book = prices.book();
    String detail = book.bookVersion() + ", other prices in the settings";
    try {
      put(
          generations,
          was -> Optional.of(new Generation(was.plugins(), was.providers(), book, was.policies())),
          (was, is) -> and(Contents.changed(was, is), Contents.inForce("prices", detail)));
    } catch (ProblemException notKept) {
      prices.use(before);
      throw notKept;
    }
  }

  /**
   * Reads the folder of plugins again and puts what is there in force. Providers whose transform
   * was replaced are opened anew, the others go on as they are. To be asked by one thread at a
   * time; plugins may take long to start, and other changes need not wait for that.
   *
   * @param again the ids of plugins to start anew in any case
   * @param deeds what is to be kept of it, or why it is not to be
   * @return the plugins in force before
   * @throws ProblemException where a provider cannot do without what is gone, or it cannot be kept
   *     who changed what; the plugins before stay then
   */
  PluginSet applyPlugins(
      Generations<Generation> generations, Set<String> again, PluginDeeds deeds) {
    PluginSet before = generations.current().plugins();
    PluginSet next = host.reload(settings.plugins().dir(), before, again);
    try {
      swap(generations, next, deeds.of(before, next));
    } catch (ProblemException refused) {
      host.discard(next, before);
      throw refused;
    }
    if (!next.pricingSources().equals(before.pricingSources())) {
      prices.follow(before, next);
      followPrices(generations);
    }
    return before;
  }

  private synchronized void swap(
      Generations<Generation> generations, PluginSet next, List<Deed> deeds) {
    put(
        generations,
        now -> next.isAs(now.plugins()) ? Optional.empty() : Optional.of(using(now, next)),
        (was, is) -> deeds);
  }

  /** Other plugins are in force by now, whatever becomes of the prices they bring. */
  private void followPrices(Generations<Generation> generations) {
    try {
      applyPrices(generations);
    } catch (ProblemException notKept) { // the next look at the sources tries again
      String reason = notKept.report().what();
      Events.log(MoneyEvent.PRICE_REFUSED, "source", "all", "reason", reason);
    }
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

  /** The jars of plugins that were in use. */
  PluginVersions pluginVersions() {
    return versions;
  }

  /** What the next start goes on with where it cannot use a jar. */
  PluginsInUse pluginsInUse() {
    return inUse;
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
        new LivePolicies.Force(
            () -> generations.current().policies(),
            deeds -> applyPolicies(generations, deeds),
            policies::findings,
            witness));
  }

  /** Puts the policies of the start in force. */
  synchronized void beginPolicies(Generations<Generation> generations) {
    PolicySet first = policies.begin();
    put(generations, now -> judgingBy(now, first), (was, is) -> List.of());
    policies.keepVersions();
  }

  /**
   * Reads the policies again and puts them in force; those before stay where one of the new ones
   * cannot be used.
   *
   * @return what cannot be used, and why
   */
  List<Finding> applyPolicies(Generations<Generation> generations) {
    return applyPolicies(generations, set -> List.of());
  }

  private synchronized List<Finding> applyPolicies(
      Generations<Generation> generations, Function<PolicySet, List<Deed>> deeds) {
    put(
        generations,
        now -> judgingBy(now, policies.load(now.policies()).set()),
        (was, is) ->
            policies.findings().isEmpty()
                ? and(Contents.changed(was, is), deeds.apply(is.policies()))
                : List.of());
    policies.keepVersions(); // not before: nobody waits for it
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
   * @param deeds what is to be kept beside
   * @return the generation that has them
   * @throws ProblemException with everything that is wrong with them; the old ones stay then
   */
  synchronized Generation applyProviders(
      Generations<Generation> generations, List<ProviderEntry> entries, List<Deed> deeds) {
    var configs = Shapes.providers(entries);
    return put(
        generations,
        now -> {
          var opened = now.providers().successor(configs, transforms(now.plugins()));
          return opened.list().equals(now.providers().list())
              ? Optional.empty()
              : Optional.of(new Generation(now.plugins(), opened, now.prices(), now.policies()));
        },
        (was, is) -> and(Contents.changed(was, is), deeds));
  }

  private void change(
      Generations<Generation> generations, Function<Generation, Optional<Generation>> successor) {
    put(generations, successor, Contents::changed);
  }

  /**
   * Puts a successor in force, one change at a time, once it is kept who wants it: what the ledger
   * cannot keep does not happen.
   *
   * @param successor makes it of the generation in force; nothing where nothing changes
   * @param deeds what is to be kept of the one's taking the other's place; also asked where they
   *     are the same
   * @return the generation in force afterwards
   */
  private Generation put(
      Generations<Generation> generations,
      Function<Generation, Optional<Generation>> successor,
      BinaryDeeds deeds) {
    Generation current = generations.current();
    Optional<Generation> wanted = successor.apply(current);
    Generation next = wanted.orElse(current);
    try {
      witness.keep(deeds.of(current, next));
    } catch (ProblemException notKept) {
      generations.discard(current, next);
      throw notKept;
    }
    if (wanted.isEmpty() || !generations.swap(current, next)) {
      return current; // nothing comes into force any more when the gateway ends
    }
    tell(generations.number(), next);
    active.accept(next);
    return next;
  }

  /** What is to be kept of one generation's taking another's place. */
  @FunctionalInterface
  private interface BinaryDeeds {
    List<Deed> of(Generation was, Generation is);
  }

  private static List<Deed> and(List<Deed> some, List<Deed> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static List<Deed> and(List<Deed> some, Deed more) {
    return and(some, List.of(more));
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
