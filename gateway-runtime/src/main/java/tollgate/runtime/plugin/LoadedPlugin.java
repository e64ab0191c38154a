package tollgate.runtime.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tollgate.api.GatewayPlugin;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;

/** A started plugin with its classes. Shared by every plugin set it belongs to; closed once. */
final class LoadedPlugin implements AutoCloseable {
  private final PluginJar jar;
  private final Map<String, String> settings;
  private final LayerLoader loader;
  private final GatewayPlugin plugin;
  private final Contributions contributions;
  private final Workshop workshop;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What all plugins of a host share. */
  record Workshop(Deadline deadline, Staging staging, RetiredLoaders retired) {}

  /** The parts that a plugin is made of while it is being started. */
  record Started(Map<String, String> settings, GatewayPlugin plugin, Contributions contributions) {}

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

  /** Whether loading it anew would give the same thing. */
  boolean isStill(PluginJar other, Map<String, String> otherSettings) {
    return jar.sha256().equals(other.sha256()) && settings.equals(otherSettings);
  }

  PluginCard card() {
    var brings = new LinkedHashMap<String, List<String>>();
    for (Claim claim : contributions.claims()) {
      brings.computeIfAbsent(claim.kind().word(), _ -> new ArrayList<>()).add(claim.name());
    }
    var descriptor = jar.descriptor();
    return new PluginCard(
        id(),
        descriptor.getVersion(),
        orEmpty(descriptor.getProvider()),
        orEmpty(descriptor.getPluginDescription()),
        descriptor.getRequires(),
        jar.source(),
        jar.sha256(),
        Map.copyOf(brings));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
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
      workshop.staging().delete(jar.staged());
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
