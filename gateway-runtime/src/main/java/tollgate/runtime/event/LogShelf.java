package tollgate.runtime.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The full files of the log: compresses them and removes those that are too many, too old or too
 * much. Does so on a thread of its own; what goes wrong there is done at the next opportunity.
 */
final class LogShelf {

  private static final String COMPRESSED = ".gz";
  private static final String UNFINISHED = ".gz.part";
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final LogFileSettings settings;
  private final InstantSource clock;
  private final Path folder;
  private final String stem;
  private final String ending;
  private final Pattern names;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("log-shelf").factory());

  LogShelf(LogFileSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    Path file = settings.path().toAbsolutePath();
    this.folder = folderOf(file);
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.ending = dot > 0 ? name.substring(dot) : "";
    this.names =
        Pattern.compile(
            Pattern.quote(stem + "-")
                + "[0-9]{8}T[0-9]{9}Z-[0-9]+"
                + Pattern.quote(ending)
                + "(\\.gz(\\.part)?)?");
  }

  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /** A name for a file that is full now; of two, the later one sorts behind the earlier. */
  Path place() {
    String base = stem + "-" + STAMP.format(clock.instant());
    int number = 1;
    while (isTaken(place(base, number))) {
      number++;
    }
    return place(base, number);
  }

  private Path place(String base, int number) {
    return folder.resolve("%s-%04d%s".formatted(base, number, ending));
  }

  private static boolean isTaken(Path place) {
    return Files.exists(place) || Files.exists(compressed(place));
  }

  private static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + COMPRESSED);
  }

  /** Compresses and removes, soon. */
  void tidy() {
    try {
      worker.execute(this::tidyNow);
    } catch (RejectedExecutionException closed) {
      // The next start does it.
    }
  }

  private void tidyNow() {
    try {
      for (Path file : list()) {
        String name = file.getFileName().toString();
        if (name.endsWith(UNFINISHED)) {
          Files.deleteIfExists(file);
        } else if (!name.endsWith(COMPRESSED)) {
          compress(file);
        }
      }
      remove();
    } catch (IOException later) {
      // A full disk, most likely: the file stays as it is until the next opportunity.
    }
  }

  private List<Path> list() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> names.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Every byte is in one of the two files at any moment. */
  private static void compress(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Path part = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (var out = new GZIPOutputStream(Files.newOutputStream(part))) {
      Files.copy(file, out);
    } catch (IOException full) {
      Files.deleteIfExists(part);
      throw full;
    }
    Files.setLastModifiedTime(part, time);
    Files.move(part, compressed(file), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(file);
  }

  private void remove() throws IOException {
    Instant oldest = clock.instant().minus(settings.keepFor());
    long bytes = 0;
    int kept = 0;
    for (Path file : list()) {
      try {
        bytes += Files.size(file);
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
        if (old || kept >= settings.keepFiles() || bytes > settings.keepBytes()) {
          Files.delete(file);
        } else {
          kept++;
        }
      } catch (NoSuchFileException gone) {
        // Somebody else removed it.
      }
    }
  }

  void close() {
    worker.shutdown();
    try {
      worker.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
