package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.event.TaskEvent;

class DiskWatchTest {
  private long free = 99;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final DiskWatch watch = new DiskWatch(Path.of("/data/db"), 100, file -> free, () -> now);

  @Test
  void saysSoOnceAnHourAndAgainAfterThereWasRoom() throws IOException {
    try (var events = new RecordedEvents()) {
      watch.look();
      watch.look();
      now = now.plusSeconds(3600);
      watch.look();
      assertEquals(2, events.count(TaskEvent.DISK_LOW));

      free = 100;
      watch.look();
      free = 1;
      watch.look();

      assertEquals(3, events.count(TaskEvent.DISK_LOW));
      assertEquals("1", events.field(TaskEvent.DISK_LOW, "free_bytes"));
    }
  }
}
