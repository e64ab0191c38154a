package tollgate.runtime.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import tollgate.api.GatewayPlugin;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/** A started plugin with its classes. Shared by every plugin set it belongs to; closed once. */
final class LoadedPlugin implements AutoCloseable {
  private final PluginJar jar;
  private final LayerLoader loader;
  private final GatewayPlugin plugin;
  private final Contributions contributions;
  private final Workshop workshop;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile PluginSettings settings;

  /** What all plugins of a host share. */
  record Workshop(Deadline deadline, Staging staging, RetiredLoaders retired) {}

  /** The parts that a plugin is made of while it is being started. */
  record Started(PluginSettings settings, GatewayPlugin plugin, Contributions contributions) {}

  LoadedPlugin(PluginJar jar, LayerLoader loader, Started started, Workshop workshop) {
    this.jar = jar;
    this.loader = loader;
    this.settings = started.settings();
    this.plugin = started.plugin();
    this.contributions = started.contributions();
    this.workshop = workshop;
  }

  String id() {
    return jar.id();
  }

  PluginJar jar() {
    return jar;
  }

  Contributions contributions() {
    return contributions;
  }

  /** Whether it was loaded from the same bytes. */
  boolean isOf(PluginJar other) {
    return jar.sha256().equals(other.sha256());
  }

  /** Whether it can go on with these settings of the operator's without a fresh start. */
  boolean takesLive(Map<String, String> wanted) {
    return settings.takesLive(wanted);
  }

  /**
   * Has it take other values of live settings; those it has already are no change.
   *
   * @throws tollgate.runtime.problem.ProblemException with PLUGIN_SETTING where it will not; it has
   *     those before then
   */
  void change(Map<String, String> wanted) {
    if (settings.given().equals(wanted)) {
      return;
    }
    PluginSettings next = PluginSettings.of(id(), settings.declared(), wanted);
    Map<String, String> values = next.effective();
    try {
      workshop.deadline().call("plugin-change " + id(), loader, () -> changed(values));
    } catch (ExecutionException refused) {
      throw refusal(Reason.thrown(refused), refused);
    } catch (TimeoutException tooSlow) {
      throw refusal("it took too long", tooSlow);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw refusal("the gateway is shutting down", hurried);
    }
    settings = next;
  }

  private Map<String, String> changed(Map<String, String> values) throws Exception {
    plugin.changed(values);
    return values;
  }

  private ProblemException refusal(String why, Exception cause) {
    return new ProblemException(PluginProblem.PLUGIN_SETTING.report(id(), why), cause);
  }

  /** Its settings as an operator may see them, in its own order. */
  List<ShownSetting> settings() {
    PluginSettings now = settings;
    return now.declared().stream().map(setting -> ShownSetting.of(setting, now)).toList();
  }

  PluginCard card() {
    var brings = new LinkedHashMap<String, List<String>>();
    for (Claim claim : contributions.claims()) {
      brings.computeIfAbsent(claim.kind().word(), _ -> new ArrayList<>()).add(claim.name());
    }
    return PluginCard.of(jar, brings);
  }

  /** Ends the plugin, then lets go of its classes, whatever the plugin says to that. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      workshop.deadline().call("plugin-close " + id(), loader, this::closePlugin);
    } catch (ExecutionException faulty) {
      complain(faulty);
    } catch (TimeoutException tooSlow) {
      complain(tooSlow);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      complain(hurried);
    }
    discard(jar, loader, workshop);
    Events.log(
        ChangeEvent.PLUGIN_RETIRED, "plugin", id(), "version", jar.descriptor().getVersion());
  }

  private Void closePlugin() {
    plugin.close();
    return null;
  }

  private void complain(Throwable fault) {
    Events.log(
        ChangeEvent.PLUGIN_FAULT, "plugin", id(), "where", "close", "times", 1, "err", fault);
  }

  /** Lets go of classes and copy of a plugin that has ended or never began. */
  static void discard(PluginJar jar, LayerLoader loader, Workshop workshop) {
    try {
      loader.close();
      Staging.delete(jar.staged());
    } catch (IOException stuck) {
      Events.log(
          ChangeEvent.PLUGIN_FAULT,
          "plugin",
          jar.id(),
          "where",
          "unload",
          "times",
          1,
          "err",
          stuck);
    }
    workshop.retired().add(jar, loader);
  }
}
