package tollgate.runtime.plugin;

import java.util.Set;

/**
 * What the operator says about which plugins may be used.
 *
 * @param allowed the SHA-256 of every file that may be loaded, in lower-case hexadecimal; any file
 *     may where there is none
 * @param disabled the ids of plugins that stay where they are and are not loaded
 */
public record Admission(Set<String> allowed, Set<String> disabled) {

  /** Every plugin that is there. */
  public static final Admission EVERY = new Admission(Set.of(), Set.of());

  /** What was said never changes. */
  public Admission {
    allowed = Set.copyOf(allowed);
    disabled = Set.copyOf(disabled);
  }
}
