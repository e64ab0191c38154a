package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.plugin.LoadedPlugin.Workshop;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

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
    return reload(pluginsDirectory, PluginSet.EMPTY);
  }

  /**
   * Loads a folder again. Plugins whose bytes and settings are as they were are taken over as they
   * are, running state included; only what changed is loaded anew. The current set stays usable and
   * none of its plugins is closed here.
   */
  public synchronized PluginSet reload(Path pluginsDirectory, PluginSet current) {
    var refused = new ArrayList<RefusedPlugin>();
    List<PluginJar> found = catalog.read(pluginsDirectory, refused);
    var ready = new HashMap<String, LoadedPlugin>();
    for (PluginJar jar : new DependencyOrder(found, refused).order()) {
      try {
        requireDependencies(jar, ready.keySet());
        ready.put(jar.id(), takeOverOrStart(jar, current));
      } catch (ProblemException problem) {
        refused.add(
            new RefusedPlugin(
                jar.id(), jar.source(), problem.report().at(jar.source().toString())));
      }
    }
    var set = new PluginSet(withoutConflicts(ready, current, refused), refused);
    discardCopies(found, set);
    refused.forEach(PluginHost::report);
    return set;
  }

  private static void requireDependencies(PluginJar jar, Set<String> ready) {
    for (String dependency : jar.dependencies()) {
      if (!ready.contains(dependency)) {
        throw PluginProblem.PLUGIN_DEPENDENCY.exception(jar.id(), dependency, "kept out itself");
      }
    }
  }

  private LoadedPlugin takeOverOrStart(PluginJar jar, PluginSet current) {
    Map<String, String> wanted = Map.copyOf(settings.settings().apply(jar.id()));
    return current
        .find(jar.id())
        .filter(plugin -> plugin.isStill(jar, wanted))
        .orElseGet(() -> starter.start(jar, wanted));
  }

  /** Of two plugins that bring the same thing, the one with the later id is kept out. */
  private List<LoadedPlugin> withoutConflicts(
      Map<String, LoadedPlugin> ready, PluginSet current, List<RefusedPlugin> refused) {
    var owners = new HashMap<Claim, String>();
    var kept = new ArrayList<LoadedPlugin>();
    for (LoadedPlugin plugin :
        ready.values().stream().sorted(Comparator.comparing(LoadedPlugin::id)).toList()) {
      var own = new HashSet<Claim>();
      var disputed =
          plugin.contributions().claims().stream()
              .filter(claim -> owners.containsKey(claim) || !own.add(claim))
              .findFirst();
      if (disputed.isEmpty()) {
        own.forEach(claim -> owners.put(claim, plugin.id()));
        kept.add(plugin);
      } else {
        Path source = plugin.jar().source();
        String owner = owners.getOrDefault(disputed.get(), plugin.id());
        var report = PluginProblem.PLUGIN_CONFLICT.report(owner, plugin.id(), disputed.get());
        refused.add(new RefusedPlugin(plugin.id(), source, report.at(source.toString())));
        if (!current.loaded().contains(plugin)) {
          plugin.close();
        }
      }
    }
    return kept;
  }

  /** Deletes the copies of jars that nothing was loaded from. */
  private void discardCopies(List<PluginJar> found, PluginSet set) {
    for (PluginJar jar : found) {
      boolean used =
          set.loaded().stream().anyMatch(plugin -> plugin.jar().staged().equals(jar.staged()));
      if (!used) {
        workshop.staging().delete(jar.staged());
      }
    }
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

  /** How many threads were left behind inside a plugin that would not start or close in time. */
  public int abandonedThreads() {
    return workshop.deadline().abandoned();
  }
}
