package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;

/** Looks whether the disk of the database has room left, and says so once an hour if not. */
final class DiskWatch {

  private static final Duration SAID_FOR = Duration.ofHours(1);

  private final Path file;
  private final long leastBytes;
  private final Room room;
  private final InstantSource clock;
  private Instant said = Instant.MIN;

  /** Asks a disk how many bytes the gateway may still write to it. */
  @FunctionalInterface
  interface Room {
    long of(Path file) throws IOException;
  }

  DiskWatch(Path file, long leastBytes, Room room, InstantSource clock) {
    this.file = file;
    this.leastBytes = leastBytes;
    this.room = room;
    this.clock = clock;
  }

  /** The disk on which a file lies. */
  static long free(Path file) throws IOException {
    return Files.getFileStore(file).getUsableSpace();
  }

  /** Looks once. */
  void look() throws IOException {
    long free = room.of(file);
    Instant now = clock.instant();
    if (free >= leastBytes) {
      said = Instant.MIN;
    } else if (said.equals(Instant.MIN) || !now.isBefore(said.plus(SAID_FOR))) {
      said = now;
      Events.log(TaskEvent.DISK_LOW, "path", file, "free_bytes", free, "least_bytes", leastBytes);
    }
  }
}
