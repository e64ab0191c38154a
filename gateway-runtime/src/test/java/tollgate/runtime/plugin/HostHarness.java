package tollgate.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.problem.Problem;

/** A host on folders of its own. */
final class HostHarness {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  final Path plugins;
  final Path staging;
  final Path data;
  final Map<String, Map<String, String>> settings = new HashMap<>();
  final PluginHost host;
  Admission admission = Admission.EVERY;

  HostHarness(Path folder) {
    this(folder, Duration.ofSeconds(30));
  }

  HostHarness(Path folder, Duration patience) {
    plugins = folder.resolve("plugins");
    staging = folder.resolve("staging");
    data = folder.resolve("data");
    try {
      Files.createDirectories(plugins);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    host =
        new PluginHost(
            new HostSettings(
                staging,
                data,
                id -> settings.getOrDefault(id, Map.of()),
                () -> admission,
                InstantSource.fixed(NOW),
                (address, lastVersion) -> {
                  throw new IOException("there is no web here");
                },
                patience));
  }

  PluginSet load() {
    return host.load(plugins);
  }

  PluginSet reload(PluginSet current) {
    return reload(current, Set.of());
  }

  PluginSet reload(PluginSet current, Set<String> again) {
    return host.reload(plugins, current, again);
  }

  static List<String> ids(PluginSet set) {
    return set.plugins().stream().map(PluginCard::id).toList();
  }

  /** Why a plugin was kept out. */
  static Problem problem(PluginSet set, String name) {
    return refused(set, name).report().problem();
  }

  static RefusedPlugin refused(PluginSet set, String name) {
    return set.refused().stream()
        .filter(refused -> refused.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + set.refused()));
  }

  static void close(PluginSet set) {
    for (LoadedPlugin plugin : set.loaded()) {
      plugin.close();
    }
  }

  /** What a plugin wrote into its data folder. */
  String said(String id) {
    try {
      return Files.readString(data.resolve(id).resolve("said"));
    } catch (IOException silent) {
      throw new UncheckedIOException(silent);
    }
  }
}
