package tollgate.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The files of the plugins that were in use, to go back to. A version is a folder whose name says
 * since when it was in use, its SHA-256 and its version.
 */
public final class PluginVersions {
  private static final int KEPT = 5;

  private final Path directory;
  private final InstantSource clock;

  /**
   * A version that was in use.
   *
   * @param since when it came into use the last time
   * @param sha256 as {@link PluginCard#sha256} has it
   * @param version its own
   */
  public record Version(Instant since, String sha256, String version) {
    private String folder() {
      return since.toEpochMilli() + "-" + sha256 + "-" + version;
    }

    private static Optional<Version> of(Path folder) {
      String[] words = Staging.name(folder).split("-", 3);
      return words.length == 3 && words[0].matches("\\d{1,15}")
          ? Optional.of(
              new Version(Instant.ofEpochMilli(Long.parseLong(words[0])), words[1], words[2]))
          : Optional.empty();
    }
  }

  /** Versions kept in this directory; it is made when it is first needed. */
  public PluginVersions(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The versions of a plugin that are kept, the one that came into use last first. */
  public List<Version> of(String id) {
    Path place = directory.resolve(id);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(place)) {
      return folders
          .flatMap(folder -> Version.of(folder).stream())
          .sorted(Comparator.comparing(Version::since).reversed())
          .toList();
    } catch (IOException unreadable) {
      return List.of(); // then there is none to go back to
    }
  }

  /**
   * Keeps the files of a plugin that came into use. Files that are not what was loaded any more are
   * not kept: somebody is replacing them.
   */
  public void keep(PluginCard card) throws IOException {
    List<Version> before = of(card.id());
    if (!before.isEmpty() && before.getFirst().sha256().equals(card.sha256())) {
      return;
    }
    SortedMap<String, byte[]> jars = PluginFolder.jarsAt(card.file());
    if (!Staging.sha256Of(jars).equals(card.sha256())) {
      return;
    }
    Path place = directory.resolve(card.id());
    var version = new Version(Instant.ofEpochMilli(clock.millis()), card.sha256(), card.version());
    Path fresh = Files.createDirectories(place.resolve(version.folder()));
    for (var jar : jars.entrySet()) {
      Files.write(fresh.resolve(jar.getKey()), jar.getValue());
    }
    for (int i = 0; i < before.size(); i++) {
      if (i >= KEPT - 1 || before.get(i).sha256().equals(card.sha256())) {
        Staging.delete(place.resolve(before.get(i).folder()));
      }
    }
  }

  /** The files of a version. */
  public SortedMap<String, byte[]> files(String id, Version version) throws IOException {
    return PluginFolder.jarsAt(place(id, version));
  }

  /** The folder with the files of a version. */
  Path place(String id, Version version) {
    return directory.resolve(id).resolve(version.folder());
  }
}
