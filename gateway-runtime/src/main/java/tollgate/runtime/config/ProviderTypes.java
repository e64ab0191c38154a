package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which types of providers there are. */
@FunctionalInterface
public interface ProviderTypes {

  /**
   * The types that the plugins of a folder bring. Asked only where the settings cannot be used, to
   * tell what could; may take a second.
   */
  Set<String> in(Path pluginsDir);

  /** What a type must be, as the end of a sentence. */
  static String mustBe(Set<String> types) {
    return types.isEmpty()
        ? "must be a type that a plugin brings, and no plugin is installed that brings one"
        : "must be one of " + String.join(", ", new TreeSet<>(types));
  }
}
