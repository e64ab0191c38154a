package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.runtime.plugin.Admission;

/** Asks the plugins of a folder which types of providers they bring, and lets go of them. */
public final class InstalledTypes {

  private InstalledTypes() {}

  /** The types; a gateway that runs with the same folder is not disturbed. */
  public static Set<String> in(Path pluginsDir) {
    try (var plugins = InstalledPlugins.of(pluginsDir, id -> Map.of(), () -> Admission.EVERY)) {
      return plugins.set().transforms().stream()
          .map(transform -> transform.value().id())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
