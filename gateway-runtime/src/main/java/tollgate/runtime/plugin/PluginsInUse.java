package tollgate.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Which plugins were in use last, in a file of a line for each: its SHA-256, its id and where it
 * lies. A start goes on with them where somebody broke a jar while no gateway ran.
 */
public final class PluginsInUse {
  private final Path file;
  private final PluginVersions versions;

  private record Entry(String sha256, String id, String place) {
    private static Optional<Entry> of(String line) {
      String[] words = line.split(" ", 3);
      return words.length == 3
          ? Optional.of(new Entry(words[0], words[1], words[2]))
          : Optional.empty();
    }

    private static Entry of(PluginCard card) {
      return new Entry(card.sha256(), card.id(), nameOf(card.file()));
    }

    private String line() {
      return sha256 + " " + id + " " + place;
    }

    private boolean isOf(RefusedPlugin refused) {
      return id.equals(refused.name()) || place.equals(nameOf(refused.file()));
    }
  }

  /**
   * Kept in this file.
   *
   * @param versions has their jars
   */
  public PluginsInUse(Path file, PluginVersions versions) {
    this.file = file;
    this.versions = versions;
  }

  /** These are in use now. */
  public void keep(List<PluginCard> cards) throws IOException {
    List<String> lines = cards.stream().map(Entry::of).map(Entry::line).sorted().toList();
    if (lines.equals(lines())) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(Staging.name(file) + ".new");
    Files.write(fresh, lines);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** The folder with the jars that were in use in the place of a file that cannot be used now. */
  Optional<Path> insteadOf(RefusedPlugin refused) {
    try {
      return lines().stream()
          .flatMap(line -> Entry.of(line).stream())
          .filter(entry -> entry.isOf(refused))
          .flatMap(entry ->
              versions.of(entry.id()).stream()
                  .filter(version -> version.sha256().equals(entry.sha256()))
                  .map(version -> versions.place(entry.id(), version)))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty(); // then there is nothing to go on with
    }
  }

  private static String nameOf(Path place) {
    return place.toAbsolutePath().normalize().toString();
  }
}
