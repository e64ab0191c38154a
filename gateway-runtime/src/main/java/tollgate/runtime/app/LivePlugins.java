package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginDesk;
import tollgate.runtime.plugin.PluginFolder;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.PluginVersions;
import tollgate.runtime.plugin.RefusedPlugin;
import tollgate.runtime.problem.GatewayProblem;
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
      PluginAudit audit) {
    this.changes = changes;
    this.generations = generations;
    this.loaded = loaded;
    this.audit = audit;
    this.data = loaded.settings().dataDir();
    this.folder = new PluginFolder(loaded.settings().plugins().dir());
    this.versions = changes.pluginVersions();
  }

  /** Keeps what the start loaded, to go back to. */
  void begin() {
    keep(inForce().plugins());
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
      apply(Set.of(), List.of());
    } catch (ProblemException refused) { // a provider needs what was taken away
      audit.refused(refused.report());
      if (refused.report().problem() == GatewayProblem.STORE_UNAVAILABLE) {
        throw refused; // to be tried again
      }
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
          apply(Set.of(), new Demand(id, place), List.of());
        });
  }

  @Override
  public synchronized void enable(String id, boolean enabled) {
    PluginCard card = require(id);
    if (!enabled) {
      demandNobodyNeeds(id);
    }
    var deed = new Deed(enabled ? "plugin.enabled" : "plugin.disabled", id, "");
    keeping(
        changes.pluginWishes().kept().with(id, enabled),
        () -> apply(Set.of(), new Demand(id, card.file()), List.of(deed)));
  }

  private void demandNobodyNeeds(String id) {
    List<String> dependents = inForce().dependentsOf(id);
    if (!dependents.isEmpty()) {
      throw PluginProblem.PLUGIN_NEEDED.exception(id, String.join(", ", dependents));
    }
  }

  @Override
  public synchronized void reload(String id) {
    var demand = new Demand(id, placeOf(id));
    apply(Set.of(id), demand, List.of(new Deed("plugin.reloaded", id, "")));
  }

  @Override
  public synchronized void reload() {
    changes.pluginWishes().reread(loaded.again().read().settings().plugins().settings());
    apply(Set.of(), List.of(new Deed("plugins.reloaded", "plugins", "")));
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
          keeping(others, () -> apply(Set.of(), List.of()));
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
    audit.note(new Deed("plugin.released", id, ""));
    inForce().release(id);
  }

  @Override
  public synchronized void configure(String id, Map<String, Optional<String>> values) {
    Path place = placeOf(id);
    var kept = new HashMap<>(changes.pluginWishes().kept().of(id));
    values.forEach((name, value) ->
        value.ifPresentOrElse(text -> kept.put(name, text), () -> kept.remove(name)));
    var deed = new Deed("plugin.configured", id, String.join(", ", values.keySet()));
    keeping(
        changes.pluginWishes().kept().with(id, kept),
        () -> apply(Set.of(), new Demand(id, place), List.of(deed)));
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

  /** That what is at this place is in use. */
  private record Demand(String id, Path place) {

    /** Throws why it was kept out. */
    void of(PluginSet set) {
      set.refused().stream()
          .filter(one -> one.name().equals(id) || one.file().equals(place))
          .findFirst()
          .ifPresent(one -> {
            throw new ProblemException(one.report());
          });
    }
  }

  /**
   * Puts in force what the folder holds now, once it is kept what is different, and these deeds.
   */
  private void apply(Set<String> again, List<Deed> deeds) {
    apply(again, (before, next) -> and(PluginAudit.deeds(before, next), deeds));
  }

  private void apply(Set<String> again, Demand demand, List<Deed> deeds) {
    apply(
        again,
        (before, next) -> {
          demand.of(next);
          return and(PluginAudit.deeds(before, next), deeds);
        });
  }

  private void apply(Set<String> again, Changes.PluginDeeds deeds) {
    PluginSet before = changes.applyPlugins(generations, again, deeds);
    PluginSet now = inForce();
    keep(now.plugins().stream().filter(card -> !before.plugins().contains(card)).toList());
  }

  private static List<Deed> and(List<Deed> some, List<Deed> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Keeps the jars of plugins that came into use, and which are in use now. */
  private void keep(List<PluginCard> fresh) {
    for (PluginCard card : fresh) {
      try {
        versions.keep(card);
      } catch (IOException full) { // it serves all the same
        audit.lost(card, full);
      }
    }
    try {
      changes.pluginsInUse().keep(inForce().plugins());
    } catch (IOException full) { // as above
      fresh.forEach(card -> audit.lost(card, full));
    }
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
        apply(Set.of(), List.of());
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
        apply(Set.of(), List.of());
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
