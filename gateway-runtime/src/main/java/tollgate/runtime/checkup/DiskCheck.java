package tollgate.runtime.checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether the disk of the database has room, and whether this user may write there.
 *
 * @param folder the data folder; need not be there yet
 * @param least below that many free bytes there is an alert
 * @param free tells how many bytes a folder's disk has left
 */
public record DiskCheck(Path folder, long least, Room free) implements Check {

  /** With less a start would not get far. */
  private static final long HARDLY_ANY = 50_000_000;

  /** Tells how many bytes are left. */
  @FunctionalInterface
  public interface Room {
    /** The bytes this user may still write on that disk. */
    long on(Path folder) throws IOException;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<Path> there = existing(folder.toAbsolutePath());
    if (there.isEmpty()) {
      return List.of(Finding.fail("No part of the path is there.", folder.toString(), elsewhere()));
    }
    Path found = there.get();
    if (!Files.isDirectory(found) || !Files.isWritable(found)) {
      return List.of(
          Finding.fail(
              "The user " + System.getProperty("user.name", "?") + " cannot write there.",
              found.toString(),
              "Give the folder to the gateway's user, or " + elsewhere()));
    }
    long bytes = free.on(found);
    String left = "%,d MB are free".formatted(bytes / 1_000_000).replace(',', ' ');
    if (bytes < HARDLY_ANY) {
      return List.of(Finding.fail("Only " + left + ".", found.toString(), room()));
    }
    if (bytes < least) {
      return List.of(
          Finding.warn(
              "%s, less than alerts.disk-free.".formatted(left), found.toString(), room()));
    }
    return List.of(Finding.pass(left + " for " + folder + "."));
  }

  private static String elsewhere() {
    return "choose another one with data-dir.";
  }

  private static String room() {
    return "Make room, or keep rows for a shorter time with store.retention.calls.";
  }

  private static Optional<Path> existing(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
