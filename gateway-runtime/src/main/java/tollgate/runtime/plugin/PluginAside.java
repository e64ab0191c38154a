package tollgate.runtime.plugin;

import java.time.Duration;
import java.time.Instant;

/** A plugin that is needed is not asked: it failed too often and is left alone for a while. */
public final class PluginAside extends PluginFailure {
  private static final long serialVersionUID = 1;

  private final Duration rest;

  /** It is left alone until then. */
  public PluginAside(String pluginId, Instant until, Instant now) {
    super(pluginId, "is left alone until " + until);
    this.rest = Duration.between(now, until);
  }

  /** How long it is left alone yet. */
  public Duration rest() {
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
