package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventsTest {

  @Test
  void aWatchIsToldOfWhatItWantsWhateverTheLogsLevel() {
    var told = new ArrayList<Happening>();
    var watch =
        new EventWatch() {
          @Override
          public boolean wants(Event event) {
            return event == TaskEvent.LOOP_TICK;
          }

          @Override
          public void happened(Happening happening) {
            told.add(happening);
          }
        };
    try (var _ = Events.watch(watch)) {
      assertTrue(Events.writes(TaskEvent.LOOP_TICK), "somebody wants to know");
      Events.log(TaskEvent.LOOP_TICK, "name", "l", "duration_ms", 7);
      Events.log(TaskEvent.LOOP_STARTED, "name", "l");
    }
    Events.log(TaskEvent.LOOP_TICK, "name", "l", "duration_ms", 8);

    assertEquals(1, told.size());
    assertEquals("l", told.getFirst().fields().get("name"));
    assertEquals(7, told.getFirst().fields().get("duration_ms"));
  }

  @Test
  void givesEveryEventTheCallOfItsScope() {
    try (var events = new RecordedEvents()) {
      ScopedValue.where(Events.CALL, "call-7").run(() -> Events.log(TaskEvent.LOOP_TICK));
      assertEquals("call-7", events.call(TaskEvent.LOOP_TICK));

      Events.log(TaskEvent.LOOP_TICK);
      assertEquals("", events.call(TaskEvent.LOOP_TICK));
    }
  }

  @Test
  void refusesAFieldTheEventDoesNotDocument() {
    try (var events = new RecordedEvents()) {
      var error =
          assertThrows(
              AssertionError.class, () -> Events.log(TaskEvent.LOOP_TICK, "colour", "red"));

      assertEquals("loop.tick documents no field [colour]", error.getMessage());
      assertEquals(0, events.count(TaskEvent.LOOP_TICK));
    }
  }

  @Test
  void turnsWhatLibrariesSayIntoEvents() {
    try (var events = new RecordedEvents()) {
      LoggerFactory.getLogger("some.library").warn("odd {}", "thing");
      LoggerFactory.getLogger("some.library").error("broken", new IllegalStateException("why"));

      assertEquals("odd thing", events.field(LogEvent.LIBRARY_WARNING, "message"));
      assertEquals("some.library", events.field(LogEvent.LIBRARY_ERROR, "logger"));
      assertTrue(events.lines().getLast().contains("\"message\":\"why\""), "the exception is told");
    }
  }

  @Test
  void turnsWhatTheJdkSaysIntoEvents() {
    JulHandler.attach();
    try (var events = new RecordedEvents()) {
      Logger.getLogger("jdk.part").warning("odd");

      assertEquals("odd", events.field(LogEvent.LIBRARY_WARNING, "message"));
    }
  }
}
