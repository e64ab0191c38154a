package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.runtime.plugin.Admission;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;

/**
 * The plugins of a folder, started aside for a question; a gateway that runs with the same folder
 * is not disturbed, and nothing of it stays.
 */
final class InstalledPlugins implements AutoCloseable {
  private final CloseStack stack;
  private final PluginSet set;

  private InstalledPlugins(CloseStack stack, PluginSet set) {
    this.stack = stack;
    this.set = set;
  }

  /** Starts them, each with its settings. */
  static InstalledPlugins of(
      Path folder, Function<String, Map<String, String>> settings, Supplier<Admission> admission)
      throws IOException {
    var stack = new CloseStack();
    var scratch = stack.push(ScratchFolder.make("tollgate-plugins-"));
    InstantSource clock = InstantSource.system();
    var host =
        new PluginHost(
            new HostSettings(
                scratch.path().resolve("staged"),
                scratch.path().resolve("data"),
                settings,
                admission,
                clock,
                new WebDocuments(WebDocuments.Limits.ORDINARY, clock),
                HostSettings.ORDINARY_PATIENCE));
    PluginSet set = host.load(folder);
    set.parts().forEach(stack::push);
    return new InstalledPlugins(stack, set);
  }

  PluginSet set() {
    return set;
  }

  @Override
  public void close() {
    stack.close();
  }
}
