package tollgate.runtime.plugin;

/**
 * One thing that a plugin brings.
 *
 * @param pluginId who brings it
 * @param name what it calls itself: a tool, a dialect's id, a vendor; read once, when it was loaded
 * @param value the thing
 * @param vitals how it has fared since its plugin was loaded; kept over generations
 */
public record Contribution<T>(String pluginId, String name, T value, Vitals vitals) {

  /** A contribution that has not been called yet. */
  public Contribution(String pluginId, String name, T value) {
    this(pluginId, name, value, new Vitals());
  }
}
