package tollgate.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of plugins, as the gateway itself changes it: a file is there whole or not at all. Not
 * for several threads at once.
 */
public final class PluginFolder {
  private final Path folder;

  /** This folder; it need not be there yet. */
  public PluginFolder(Path folder) {
    this.folder = folder;
  }

  /** Where the jar of a plugin goes that is not there yet. */
  public Path placeOf(String id) {
    return folder.resolve(id + ".jar");
  }

  /** Names, lengths and times of all jars: another text when something has changed. */
  public String fingerprint() {
    try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      var text = new StringBuilder();
      for (Path file : files.filter(Staging::isJar).sorted().toList()) {
        var facts = Files.readAttributes(file, BasicFileAttributes.class);
        text.append(folder.relativize(file))
            .append(' ')
            .append(facts.size())
            .append(' ')
            .append(facts.lastModifiedTime())
            .append(' ')
            .append(facts.fileKey())
            .append('\n');
      }
      return text.toString();
    } catch (IOException | UncheckedIOException unreadable) {
      return "unreadable: " + unreadable;
    }
  }

  /** Puts a plugin's files where it was or will be: a lone jar, or the jars of a folder. */
  public void put(Path place, SortedMap<String, byte[]> jars) throws IOException {
    if (Files.isDirectory(place)) {
      for (Path old : list(place)) {
        if (!jars.containsKey(Staging.name(old))) {
          Files.delete(old);
        }
      }
      for (var jar : jars.entrySet()) {
        write(place.resolve(jar.getKey()), jar.getValue());
      }
    } else {
      write(place, jars.firstEntry().getValue());
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling("." + Staging.name(file) + ".new"); // no jar by its name
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes a plugin's files away; those that lie beside its jars go with its folder. */
  public void remove(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException gone) {
      return; // somebody was faster
    }
  }

  /** The jars at a place as they are now: one, or those of a folder; none where nothing is. */
  public static SortedMap<String, byte[]> jarsAt(Path place) throws IOException {
    var jars = new TreeMap<String, byte[]>();
    if (Files.isDirectory(place)) {
      for (Path jar : list(place)) {
        jars.put(Staging.name(jar), Files.readAllBytes(jar));
      }
    } else if (Files.exists(place)) {
      jars.put(Staging.name(place), Files.readAllBytes(place));
    }
    return jars;
  }

  private static List<Path> list(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(Staging::isJar).sorted().toList();
    }
  }

  /** Remembers what is at a place. */
  public Before before(Path place) throws IOException {
    return new Before(place, Files.isDirectory(place), jarsAt(place));
  }

  /** What was at a place before it was changed. */
  public final class Before {
    private final Path place;
    private final boolean wasFolder;
    private final SortedMap<String, byte[]> jars;

    private Before(Path place, boolean wasFolder, SortedMap<String, byte[]> jars) {
      this.place = place;
      this.wasFolder = wasFolder;
      this.jars = jars;
    }

    /** Puts it back. */
    public void restore() throws IOException {
      if (jars.isEmpty()) {
        remove(place);
        return;
      }
      if (wasFolder) {
        Files.createDirectories(place);
      }
      put(place, jars);
    }
  }
}
