package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventsTest {

  @Test
  void givesEveryEventTheCallOfItsScope() {
    try (var events = new RecordedEvents()) {
      ScopedValue.where(Events.CALL, "call-7").run(() -> Events.log(Event.LOOP_TICK));
      assertEquals("call-7", events.call(Event.LOOP_TICK));

      Events.log(Event.LOOP_TICK);
      assertEquals("", events.call(Event.LOOP_TICK));
    }
  }

  @Test
  void refusesAFieldTheEventDoesNotDocument() {
    try (var events = new RecordedEvents()) {
      var error =
          assertThrows(AssertionError.class, () -> Events.log(Event.LOOP_TICK, "colour", "red"));

      assertEquals("loop.tick documents no field [colour]", error.getMessage());
      assertEquals(0, events.count(Event.LOOP_TICK));
    }
  }

  @Test
  void turnsWhatLibrariesSayIntoEvents() {
    try (var events = new RecordedEvents()) {
      LoggerFactory.getLogger("some.library").warn("odd {}", "thing");
      LoggerFactory.getLogger("some.library").error("broken", new IllegalStateException("why"));

      assertEquals("odd thing", events.field(Event.LIBRARY_WARNING, "message"));
      assertEquals("some.library", events.field(Event.LIBRARY_ERROR, "logger"));
      assertTrue(events.lines().getLast().contains("\"message\":\"why\""), "the exception is told");
    }
  }

  @Test
  void turnsWhatTheJdkSaysIntoEvents() {
    JulHandler.attach();
    try (var events = new RecordedEvents()) {
      Logger.getLogger("jdk.part").warning("odd");

      assertEquals("odd", events.field(Event.LIBRARY_WARNING, "message"));
    }
  }
}
