package tollgate.runtime.plugin;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;

/**
 * Watches the class loaders of closed plugins go. One that stays is held by something the plugin
 * left behind: a thread, a thread local, a hook.
 */
final class RetiredLoaders {
  private final InstantSource clock;
  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final String plugin;
    private final String version;
    private final Instant since;
    private final WeakReference<ClassLoader> loader;
    private boolean reported;

    Entry(PluginJar jar, ClassLoader loader, Instant since) {
      this.plugin = jar.id();
      this.version = jar.descriptor().getVersion();
      this.since = since;
      this.loader = new WeakReference<>(loader);
    }
  }

  RetiredLoaders(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(PluginJar jar, ClassLoader loader) {
    entries.add(new Entry(jar, loader, clock.instant()));
  }

  /** How many loaders are still there. */
  synchronized int count() {
    entries.removeIf(entry -> entry.loader.refersTo(null));
    return entries.size();
  }

  /** How many loaders are still there that long after they were closed; each is reported once. */
  synchronized int alive(Duration after) {
    entries.removeIf(entry -> entry.loader.refersTo(null));
    Instant limit = clock.instant().minus(after);
    int alive = 0;
    for (Entry entry : entries) {
      if (!entry.since.isAfter(limit)) {
        alive++;
        report(entry);
      }
    }
    return alive;
  }

  private void report(Entry entry) {
    if (!entry.reported) {
      entry.reported = true;
      Duration since = Duration.between(entry.since, clock.instant());
      Events.log(
          ChangeEvent.PLUGIN_LEAKED,
          "plugin",
          entry.plugin,
          "version",
          entry.version,
          "since_ms",
          since.toMillis());
    }
  }
}
