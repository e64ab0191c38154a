package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tollgate.runtime.config.KeptPlugins;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.event.Actor;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginDesk;
import tollgate.runtime.plugin.PluginFolder;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.PluginVersions;
import tollgate.runtime.plugin.RefusedPlugin;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * Looks after the plugins of the gateway this program is. Whatever is changed is changed in the
 * folder first, then read from there like what an operator put there by hand.
 */
final class LivePlugins implements PluginDesk {

  /** Who acts when a file changed. */
  private static final Actor FOLDER = new Actor("plugins folder", "");

  private final Changes changes;
  private final Generations<Generation> generations;
  private final LoadedSettings loaded;
  private final PluginAudit audit;
  private final Path data;
  private final PluginFolder folder;
  private final PluginVersions versions;

  LivePlugins(
      Changes changes,
      Generations<Generation> generations,
      LoadedSettings loaded,
      PluginAudit audit,
      InstantSource clock) {
    this.changes = changes;
    this.generations = generations;
    this.loaded = loaded;
    this.audit = audit;
    this.data = loaded.settings().dataDir();
    this.folder = new PluginFolder(loaded.settings().plugins().dir());
    this.versions = new PluginVersions(data.resolve("plugins").resolve("kept"), clock);
  }

  /** Keeps what the start loaded, to go back to. */
  void begin() {
    inForce().plugins().forEach(this::keep);
  }

  /** Names, lengths and times of the files. */
  String fingerprint() {
    return folder.fingerprint();
  }

  /** Puts in force what the folder holds now; what cannot be is told in the log. */
  synchronized void follow() {
    FOLDER.call(this::followed);
  }

  private PluginSet followed() {
    try {
      apply(Set.of());
    } catch (ProblemException refused) { // a provider needs what was taken away
      audit.refused(refused.report());
    }
    return inForce();
  }

  @Override
  public PluginSet inForce() {
    return generations.current().plugins();
  }

  @Override
  public List<PluginVersions.Version> versions(String id) {
    return versions.of(id);
  }

  @Override
  public PluginCard install(Path jar) {
    try {
      return install(Files.readAllBytes(jar));
    } catch (IOException unreadable) {
      throw PluginProblem.PLUGIN_UNREADABLE.exception(jar, unreadable);
    }
  }

  @Override
  public synchronized PluginCard install(byte[] jar) {
    PluginCard card = described(jar);
    Path place = known(card.id()).map(PluginCard::file).orElse(folder.placeOf(card.id()));
    if (Files.isDirectory(place)) {
      throw PluginProblem.PLUGIN_FOLDER.exception(card.id(), place);
    }
    put(card.id(), place, new TreeMap<>(Map.of("plugin.jar", jar)));
    return known(card.id()).orElse(card);
  }

  private PluginCard described(byte[] jar) {
    try (var scratch = ScratchFolder.make("tollgate-plugin-")) {
      Path file = Files.write(scratch.path().resolve("new.jar"), jar);
      return changes.pluginHost().describe(file);
    } catch (IOException unwritable) {
      throw unwritable("a file for a moment", unwritable);
    }
  }

  private void put(String id, Path place, SortedMap<String, byte[]> jars) {
    changing(
        place,
        () -> {
          folder.put(place, jars);
          apply(Set.of());
          demand(id, place);
        });
  }

  @Override
  public synchronized void enable(String id, boolean enabled) {
    PluginCard card = require(id);
    if (!enabled) {
      demandNobodyNeeds(id);
    }
    keeping(
        changes.pluginWishes().kept().with(id, enabled),
        () -> {
          apply(Set.of());
          demand(id, card.file());
        });
    audit.note(enabled ? "plugin.enabled" : "plugin.disabled", id, "");
  }

  private void demandNobodyNeeds(String id) {
    List<String> dependents = inForce().dependentsOf(id);
    if (!dependents.isEmpty()) {
      throw PluginProblem.PLUGIN_NEEDED.exception(id, String.join(", ", dependents));
    }
  }

  @Override
  public synchronized void reload(String id) {
    Path place = placeOf(id);
    apply(Set.of(id));
    audit.note("plugin.reloaded", id, "");
    demand(id, place);
  }

  @Override
  public synchronized void reload() {
    changes.pluginWishes().reread(loaded.again().read().settings().plugins().settings());
    apply(Set.of());
    audit.note("plugins.reloaded", "plugins", inForce().plugins().size() + " in use");
  }

  @Override
  public synchronized void remove(String id) {
    demandNobodyNeeds(id);
    Path place = placeOf(id);
    KeptPlugins others = changes.pluginWishes().kept().without(id);
    changing(
        place,
        () -> {
          folder.remove(place);
          keeping(others, () -> apply(Set.of()));
        });
  }

  @Override
  public synchronized PluginCard rollBack(String id, String sha256) {
    PluginCard card = require(id);
    PluginVersions.Version version =
        versions.of(id).stream()
            .filter(one -> !one.sha256().equals(card.sha256()))
            .filter(one -> sha256.isEmpty() || one.sha256().equals(sha256))
            .findFirst()
            .orElseThrow(() -> PluginProblem.PLUGIN_NO_VERSION.exception(id));
    try {
      put(id, card.file(), versions.files(id, version));
    } catch (IOException unreadable) {
      throw unwritable(id, unreadable);
    }
    return require(id);
  }

  @Override
  public void release(String id) {
    if (inForce().plugin(id).isEmpty()) {
      throw PluginProblem.PLUGIN_NOT_THERE.exception(id);
    }
    inForce().release(id);
    audit.note("plugin.released", id, "");
  }

  @Override
  public synchronized void configure(String id, Map<String, Optional<String>> values) {
    Path place = placeOf(id);
    var kept = new HashMap<>(changes.pluginWishes().kept().of(id));
    values.forEach((name, value) ->
        value.ifPresentOrElse(text -> kept.put(name, text), () -> kept.remove(name)));
    keeping(
        changes.pluginWishes().kept().with(id, kept),
        () -> {
          apply(Set.of());
          demand(id, place);
        });
    audit.note("plugin.configured", id, String.join(", ", values.keySet()));
  }

  private Optional<PluginCard> known(String id) {
    PluginSet set = inForce();
    return Stream.concat(set.plugins().stream(), set.disabled().stream())
        .filter(card -> card.id().equals(id))
        .findFirst();
  }

  private PluginCard require(String id) {
    return known(id).orElseThrow(() -> PluginProblem.PLUGIN_NOT_THERE.exception(id));
  }

  /** Where a plugin's files are, or a file that was refused. */
  private Path placeOf(String name) {
    return known(name)
        .map(PluginCard::file)
        .or(() ->
            inForce().refused().stream()
                .filter(one -> one.name().equals(name))
                .map(RefusedPlugin::file)
                .findFirst())
        .orElseThrow(() -> PluginProblem.PLUGIN_NOT_THERE.exception(name));
  }

  /** Puts in force what the folder holds now, and keeps and tells what is different. */
  private void apply(Set<String> again) {
    PluginSet before = changes.applyPlugins(generations, again);
    PluginSet now = inForce();
    now.plugins().stream().filter(card -> !before.plugins().contains(card)).forEach(this::keep);
    audit.tell(before, now);
  }

  private void keep(PluginCard card) {
    try {
      versions.keep(card);
    } catch (IOException full) { // it serves all the same
      audit.lost(card, full);
    }
  }

  /** Throws why a plugin was kept out, where it was. */
  private void demand(String id, Path place) {
    inForce().refused().stream()
        .filter(one -> one.name().equals(id) || one.file().equals(place))
        .findFirst()
        .ifPresent(one -> {
          throw new ProblemException(one.report());
        });
  }

  /** Something that may fail on the way to the disk. */
  @FunctionalInterface
  private interface Edit {
    void make() throws IOException;
  }

  /** Makes a change at a place of the folder, and takes it back where it cannot be in force. */
  private void changing(Path place, Edit edit) {
    try {
      PluginFolder.Before before = folder.before(place);
      try {
        edit.make();
      } catch (IOException | ProblemException failed) {
        before.restore();
        apply(Set.of());
        throw failed;
      }
    } catch (IOException unwritable) {
      throw unwritable(place.toString(), unwritable);
    }
  }

  /** Keeps what was said, and takes it back where it cannot be in force. */
  private void keeping(KeptPlugins said, Edit edit) {
    KeptPlugins before = changes.pluginWishes().kept();
    Path file = KeptPlugins.fileIn(data);
    try {
      said.write(file);
      changes.pluginWishes().keep(said);
      try {
        edit.make();
      } catch (IOException | ProblemException failed) {
        before.write(file);
        changes.pluginWishes().keep(before);
        apply(Set.of());
        throw failed;
      }
    } catch (IOException unwritable) {
      throw unwritable(file.toString(), unwritable);
    }
  }

  private static ProblemException unwritable(String what, IOException why) {
    return PluginProblem.PLUGIN_UNWRITABLE.exception(what, why);
  }
}
