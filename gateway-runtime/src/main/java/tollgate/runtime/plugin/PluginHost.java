package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.plugin.LoadedPlugin.Workshop;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/**
 * Loads the jars of the plugins folder, each as a named module in a layer of its own.
 *
 * <pre>
 *   folder ──JarCatalog──▶ described ──DependencyOrder──▶ in order ──PluginStarter──▶ started
 *                │                          │                             │
 *                └──────────── refused by name, with what to do ◀─────────┴── conflicts
 * </pre>
 *
 * <p>A plugin that cannot be used never stops the others. Loads come one at a time, on a thread
 * that may wait; what they give never changes.
 */
public final class PluginHost {
  private final HostSettings settings;
  private final Workshop workshop;
  private final JarCatalog catalog;
  private final PluginStarter starter;
  private final Map<Attempt, ProblemReport> failures = new HashMap<>();

  /** A start that might be made once more. */
  private record Attempt(String id, String sha256, Map<String, String> settings) {}

  /** A host. Empties its staging directory. */
  public PluginHost(HostSettings settings) {
    this.settings = settings;
    var staging = new Staging(settings.stagingDirectory());
    this.workshop =
        new Workshop(
            new Deadline(settings.patience()), staging, new RetiredLoaders(settings.clock()));
    this.catalog = new JarCatalog(staging);
    this.starter = new PluginStarter(settings, workshop);
  }

  /** Loads every plugin of a folder; a folder that does not exist holds none. */
  public PluginSet load(Path pluginsDirectory) {
    return reload(pluginsDirectory, PluginSet.EMPTY, Set.of());
  }

  /**
   * Loads a folder as a start does: in the place of a file that cannot be used, what was in use
   * there the last time.
   */
  public synchronized PluginSet begin(Path pluginsDirectory, PluginsInUse last) {
    PluginSet first = load(pluginsDirectory);
    var instead = new HashMap<Path, Path>();
    for (RefusedPlugin refused : first.refused()) {
      last.insteadOf(refused).ifPresent(jars -> instead.put(refused.file(), jars));
    }
    if (instead.isEmpty()) {
      return first;
    }
    PluginSet set = reload(pluginsDirectory, first, Set.of(), instead);
    discard(first, set);
    set.plugins().stream()
        .filter(card -> instead.containsKey(card.file()))
        .forEach(PluginHost::reportLastGood);
    return set.alsoRefusing(
        first.refused().stream().filter(one -> instead.containsKey(one.file())).toList());
  }

  private static void reportLastGood(PluginCard card) {
    Events.log(
        ChangeEvent.PLUGIN_LAST_GOOD,
        "plugin",
        card.id(),
        "version",
        card.version(),
        "path",
        card.file());
  }

  /**
   * Loads a folder again. Plugins whose bytes and settings are as they were are taken over as they
   * are, running state included; only what changed is loaded anew. Where what would replace a
   * plugin is refused, the plugin stays. The current set stays usable and none of its plugins is
   * closed here.
   *
   * @param again the ids of plugins to start anew in any case
   */
  public synchronized PluginSet reload(
      Path pluginsDirectory, PluginSet current, Set<String> again) {
    return reload(pluginsDirectory, current, again, Map.of());
  }

  private PluginSet reload(
      Path pluginsDirectory, PluginSet current, Set<String> again, Map<Path, Path> instead) {
    List<PluginJar> inUse = current.jars();
    JarCatalog.Found found =
        catalog.read(pluginsDirectory, settings.admission().get(), inUse, instead);
    List<RefusedPlugin> refused = found.refused();
    var ready = new HashMap<String, LoadedPlugin>();
    for (PluginJar jar : new DependencyOrder(found.jars(), refused).order()) {
      try {
        requireDependencies(jar, ready.keySet());
        ready.put(jar.id(), takeOverOrStart(jar, current, again));
      } catch (ProblemException problem) {
        refused.add(
            new RefusedPlugin(
                jar.id(), jar.source(), problem.report().at(jar.source().toString())));
      }
    }
    keepWhatCannotBeReplaced(ready, current, refused);
    var set =
        new PluginSet(
            withoutConflicts(ready, current, refused),
            refused,
            found.disabled().stream().map(jar -> PluginCard.of(jar, Map.of())).toList());
    discardCopies(found.jars(), Stream.concat(set.jars().stream(), inUse.stream()).toList());
    refused.stream().filter(one -> !current.refused().contains(one)).forEach(PluginHost::report);
    return set;
  }

  private static void requireDependencies(PluginJar jar, Set<String> ready) {
    for (String dependency : jar.dependencies()) {
      if (!ready.contains(dependency)) {
        throw PluginProblem.PLUGIN_DEPENDENCY.exception(jar.id(), dependency, "kept out itself");
      }
    }
  }

  private LoadedPlugin takeOverOrStart(PluginJar jar, PluginSet current, Set<String> again) {
    Map<String, String> wanted = Map.copyOf(settings.settings().apply(jar.id()));
    Optional<LoadedPlugin> same =
        current
            .find(jar.id())
            .filter(plugin -> plugin.isOf(jar) && !again.contains(jar.id()))
            .filter(plugin -> plugin.takesLive(wanted));
    same.ifPresent(plugin -> plugin.change(wanted));
    return same.orElseGet(() -> {
      boolean shared = current.jars().stream().anyMatch(one -> one.staged().equals(jar.staged()));
      return start(new Attempt(jar.id(), jar.sha256(), wanted), jar, shared, again);
    });
  }

  /** A start that failed is not tried again until something is different or somebody asks. */
  private LoadedPlugin start(Attempt attempt, PluginJar jar, boolean shared, Set<String> again) {
    ProblemReport before = failures.get(attempt);
    if (before != null && !again.contains(jar.id())) {
      throw new ProblemException(before);
    }
    failures.keySet().removeIf(other -> other.id().equals(jar.id()));
    try {
      return starter.start(shared ? catalog.copied(jar) : jar, attempt.settings());
    } catch (ProblemException failed) {
      failures.put(attempt, failed.report());
      throw failed;
    }
  }

  private static void keepWhatCannotBeReplaced(
      Map<String, LoadedPlugin> ready, PluginSet current, List<RefusedPlugin> refused) {
    for (LoadedPlugin plugin : current.loaded()) {
      if (refused.stream().anyMatch(one -> wouldReplace(one, plugin))) {
        ready.putIfAbsent(plugin.id(), plugin);
      }
    }
  }

  private static boolean wouldReplace(RefusedPlugin refused, LoadedPlugin plugin) {
    return refused.name().equals(plugin.id()) || refused.file().equals(plugin.jar().source());
  }

  /**
   * Of two plugins that bring the same thing, the newcomer is kept out; of two newcomers the one
   * with the later id.
   */
  private List<LoadedPlugin> withoutConflicts(
      Map<String, LoadedPlugin> ready, PluginSet current, List<RefusedPlugin> refused) {
    var owners = new HashMap<Claim, String>();
    var kept = new ArrayList<LoadedPlugin>();
    var newcomersLast =
        Comparator.comparing((LoadedPlugin plugin) -> current.find(plugin.id()).isEmpty())
            .thenComparing(LoadedPlugin::id);
    for (LoadedPlugin plugin : ready.values().stream().sorted(newcomersLast).toList()) {
      Optional<Claim> disputed = disputed(plugin, owners);
      disputed.ifPresent(claim -> refused.add(conflict(plugin, claim, owners)));
      Optional<LoadedPlugin> fit =
          disputed.isEmpty()
              ? Optional.of(plugin)
              : current.find(plugin.id()).filter(former -> disputed(former, owners).isEmpty());
      fit.ifPresent(one -> {
        one.contributions().claims().forEach(claim -> owners.put(claim, one.id()));
        kept.add(one);
      });
      if (disputed.isPresent() && !current.loaded().contains(plugin)) {
        plugin.close();
      }
    }
    kept.sort(Comparator.comparing(LoadedPlugin::id));
    return kept;
  }

  private static Optional<Claim> disputed(LoadedPlugin plugin, Map<Claim, String> owners) {
    var own = new HashSet<Claim>();
    return plugin.contributions().claims().stream()
        .filter(claim -> owners.containsKey(claim) || !own.add(claim))
        .findFirst();
  }

  private static RefusedPlugin conflict(
      LoadedPlugin plugin, Claim disputed, Map<Claim, String> owners) {
    Path source = plugin.jar().source();
    String owner = owners.getOrDefault(disputed, plugin.id());
    var report = PluginProblem.PLUGIN_CONFLICT.report(owner, plugin.id(), disputed);
    return new RefusedPlugin(plugin.id(), source, report.at(source.toString()));
  }

  /**
   * What a file says of itself; nothing of it is run.
   *
   * @throws ProblemException with why it cannot be used
   */
  public synchronized PluginCard describe(Path file) {
    PluginJar jar = catalog.read(file, settings.admission().get(), List.of());
    Staging.delete(jar.staged());
    return PluginCard.of(jar, Map.of());
  }

  /** Closes what a set has and another has not: it never came into force. */
  public void discard(PluginSet unused, PluginSet inForce) {
    unused.loaded().stream()
        .filter(plugin -> !inForce.loaded().contains(plugin))
        .forEach(LoadedPlugin::close);
  }

  /** Deletes the copies of jars that nothing was loaded from. */
  private static void discardCopies(List<PluginJar> found, List<PluginJar> used) {
    Set<Path> kept = used.stream().map(PluginJar::staged).collect(Collectors.toSet());
    found.stream()
        .map(PluginJar::staged)
        .filter(copy -> !kept.contains(copy))
        .forEach(Staging::delete);
  }

  private static void report(RefusedPlugin refused) {
    Events.log(
        ChangeEvent.PLUGIN_REFUSED,
        "plugin",
        refused.name(),
        "code",
        refused.report().problem().code(),
        "what",
        refused.report().what(),
        "where",
        refused.report().where(),
        "fix",
        refused.report().fix());
  }

  /** How many class loaders of closed plugins are still in memory that long afterwards. */
  public int leaks(Duration after) {
    return workshop.retired().alive(after);
  }

  /** How many class loaders of closed plugins are still in memory, since whenever. */
  public int retiredLoaders() {
    return workshop.retired().count();
  }

  /** How many threads were left behind inside a plugin that would not start or close in time. */
  public int abandonedThreads() {
    return workshop.deadline().abandoned();
  }
}
