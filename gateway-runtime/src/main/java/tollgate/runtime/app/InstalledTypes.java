package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.runtime.plugin.Admission;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;

/** Asks the plugins of a folder which types of providers they bring, and lets go of them. */
public final class InstalledTypes {

  private InstalledTypes() {}

  /** The types; a gateway that runs with the same folder is not disturbed. */
  public static Set<String> in(Path pluginsDir) {
    try (var scratch = ScratchFolder.make("tollgate-types-")) {
      InstantSource clock = InstantSource.system();
      var host =
          new PluginHost(
              new HostSettings(
                  scratch.path().resolve("staged"),
                  scratch.path().resolve("data"),
                  id -> Map.of(),
                  () -> Admission.EVERY,
                  clock,
                  new WebDocuments(WebDocuments.Limits.ORDINARY, clock),
                  HostSettings.ORDINARY_PATIENCE));
      return typesOf(host.load(pluginsDir));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Set<String> typesOf(PluginSet plugins) {
    try (var stack = new CloseStack()) {
      plugins.parts().forEach(stack::push);
      return plugins.transforms().stream()
          .map(transform -> transform.value().id())
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
