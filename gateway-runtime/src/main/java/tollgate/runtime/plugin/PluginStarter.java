package tollgate.runtime.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.tool.ToolDetector;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.plugin.LoadedPlugin.Started;
import tollgate.runtime.plugin.LoadedPlugin.Workshop;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/** Makes a layer for a jar, finds its plugin as a service in that layer only, and starts it. */
final class PluginStarter {
  private final HostSettings settings;
  private final Workshop workshop;
  private final PluginGuard guard;

  PluginStarter(HostSettings settings, Workshop workshop) {
    this.settings = settings;
    this.workshop = workshop;
    this.guard = new PluginGuard(PluginGuard.Limits.ORDINARY, settings.clock(), System::nanoTime);
  }

  /**
   * Starts a plugin.
   *
   * @throws ProblemException when it cannot be used; nothing of it is left then
   */
  LoadedPlugin start(PluginJar jar, Map<String, String> wanted) {
    long began = System.nanoTime();
    Configuration configuration = resolve(jar);
    LayerLoader loader = open(jar, configuration);
    try {
      ModuleLayer layer = define(jar, configuration, loader);
      Started started = runBounded(jar, loader, () -> begin(jar, layer, wanted));
      var plugin = new LoadedPlugin(jar, loader, started, workshop);
      reportLoaded(plugin, (System.nanoTime() - began) / 1_000_000);
      return plugin;
    } catch (ProblemException refused) {
      LoadedPlugin.discard(jar, loader, workshop);
      throw refused;
    }
  }

  private static Configuration resolve(PluginJar jar) {
    try {
      return ModuleRules.parentLayer()
          .configuration()
          .resolve(jar.modules(), ModuleFinder.of(), List.of(jar.module()));
    } catch (FindException | ResolutionException clash) {
      throw new ProblemException(
          PluginProblem.PLUGIN_DESCRIPTOR.report(jar.id(), Reason.of(clash)), clash);
    }
  }

  private static LayerLoader open(PluginJar jar, Configuration configuration) {
    try {
      return new LayerLoader(jar.id(), configuration);
    } catch (IOException unreadable) {
      throw new ProblemException(
          PluginProblem.PLUGIN_UNREADABLE.report(jar.id(), Reason.of(unreadable)), unreadable);
    }
  }

  private static ModuleLayer define(
      PluginJar jar, Configuration configuration, LayerLoader loader) {
    try {
      return ModuleLayer.defineModules(
              configuration, List.of(ModuleRules.parentLayer()), _ -> loader)
          .layer();
    } catch (LayerInstantiationException | SecurityException forbiddenPackage) {
      throw new ProblemException(
          PluginProblem.PLUGIN_DESCRIPTOR.report(jar.id(), Reason.of(forbiddenPackage)),
          forbiddenPackage);
    }
  }

  private Started runBounded(PluginJar jar, LayerLoader loader, Callable<Started> work) {
    try {
      return workshop.deadline().call("plugin-start " + jar.id(), loader, work);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ProblemException ours) {
        throw ours;
      }
      throw new ProblemException(
          PluginProblem.PLUGIN_FAILED.report(jar.id(), Reason.thrown(failed)), failed);
    } catch (TimeoutException tooSlow) {
      String sentence = "it did not start within " + workshop.deadline().patience().toMillis();
      throw new ProblemException(
          PluginProblem.PLUGIN_FAILED.report(jar.id(), sentence + " ms"), tooSlow);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          PluginProblem.PLUGIN_FAILED.report(jar.id(), "the gateway is shutting down"), hurried);
    }
  }

  /** Runs on a thread of the plugin's own, within its time. */
  private Started begin(PluginJar jar, ModuleLayer layer, Map<String, String> wanted)
      throws Exception {
    GatewayPlugin plugin =
        ServiceLoader.load(layer, GatewayPlugin.class).stream()
            .filter(provider -> provider.type().getModule().getLayer() == layer)
            .findFirst()
            .orElseThrow()
            .get();
    try {
      var given = PluginSettings.of(jar.id(), plugin.settings(), wanted);
      plugin.start(context(jar, given.effective()));
      var contributions = Contributions.of(jar.id(), plugin, guard);
      contributions.detectors().forEach(PluginStarter::warm);
      return new Started(given, plugin, contributions);
    } catch (Throwable failed) {
      closeAfter(failed, plugin);
      throw failed;
    }
  }

  /** What went wrong first is what the operator is told. */
  private static void closeAfter(Throwable failed, GatewayPlugin plugin) {
    try {
      plugin.close();
    } catch (Throwable closing) {
      failed.addSuppressed(closing);
    }
  }

  private HostContext context(PluginJar jar, Map<String, String> wanted) throws IOException {
    Path folder = settings.dataDirectory().resolve(jar.id());
    Files.createDirectories(folder);
    return new HostContext(
        jar.id(),
        wanted,
        folder,
        settings.clock(),
        settings.documents(),
        new PluginLogger(jar.id()));
  }

  /**
   * Asks about a request that says nothing: a detector that cannot even bear that is found out now,
   * and the classes of all others are there before the first call waits for them.
   */
  private static void warm(Contribution<ToolDetector> detector) {
    var nothing = new ClientHead("GET", "/", "", Headers.none());
    detector.value().detect(nothing, RequestFacts.unread());
  }

  private static void reportLoaded(LoadedPlugin plugin, long tookMillis) {
    PluginCard card = plugin.card();
    Events.log(
        ChangeEvent.PLUGIN_LOADED,
        "plugin",
        card.id(),
        "version",
        card.version(),
        "brings",
        card.brings(),
        "path",
        card.file(),
        "total_ms",
        tookMillis);
  }
}
