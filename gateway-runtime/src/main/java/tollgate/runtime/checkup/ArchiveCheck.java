package tollgate.runtime.checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether starts are quick: the class archive is there and as new as the jars.
 *
 * @param place where it lies or would; empty where the launcher names no place
 * @param libraries the folder of the jars it was made of
 * @param refused whether this very start was given it and could not use it
 */
public record ArchiveCheck(Optional<Path> place, Path libraries, boolean refused) implements Check {
  private static final String ANEW = "Make it anew: tollgate archive";

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public List<Finding> run() throws IOException {
    if (place.isEmpty()) {
      return List.of(Finding.skipped("The launcher names no place for a class archive."));
    }
    Path file = place.get();
    if (!Files.exists(file)) {
      return List.of(
          Finding.pass("There is none; tollgate archive makes one that halves each start."));
    }
    if (refused) {
      return List.of(
          Finding.warn(
              "The class archive does not fit this Java or these jars.", file.toString(), ANEW));
    }
    boolean stale =
        Files.isDirectory(libraries)
            && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(libraries)) < 0;
    return List.of(
        stale
            ? Finding.warn("The class archive is older than the jars.", file.toString(), ANEW)
            : Finding.pass("Starts take their classes from " + file + "."));
  }
}
