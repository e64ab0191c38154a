package tollgate.runtime.plugin;

/** A plugin threw where it was needed; the cause is what it threw. */
public class PluginFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String pluginId;

  /** It threw this. */
  public PluginFailure(String pluginId, Throwable fault) {
    super("the plugin " + pluginId + " failed: " + fault, fault);
    this.pluginId = pluginId;
  }

  PluginFailure(String pluginId, String what) {
    super("the plugin " + pluginId + " " + what);
    this.pluginId = pluginId;
  }

  /** Whose fault it is. */
  public String pluginId() {
    return pluginId;
  }
}
