package tollgate.runtime.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A backup that was looked over.
 *
 * @param file where it lies
 * @param at when it was made, to the second
 * @param bytes how long it is
 */
public record Backup(Path file, Instant at, long bytes) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'tollgate-'uuuuMMdd'T'HHmmss'Z.db'").withZone(ZoneOffset.UTC);

  /** What a backup of that moment is called. */
  static String name(Instant at) {
    return STAMP.format(at);
  }

  /** What a name tells of when the backup was made; empty for the name of anything else. */
  static Optional<Instant> moment(Path file) {
    try {
      return Optional.of(Instant.from(STAMP.parse(String.valueOf(file.getFileName()))));
    } catch (DateTimeException another) { // that is the answer asked for
      return Optional.empty();
    }
  }

  static Backup of(Path file, Instant at) throws IOException {
    return new Backup(file, at.truncatedTo(ChronoUnit.SECONDS), Files.size(file));
  }
}
