package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrettyLinesTest {

  private final PrettyLines format = new PrettyLines(ZoneOffset.ofHours(2));

  @Test
  void beginsWithTheTimeWhereTheReaderIsThenLevelEventAndFields() {
    assertEquals(
        "03:02:03.004 DEBUG loop.started name=prices interval_ms=30 call=call-1",
        line("call-1", "interval_ms", 30, "name", "prices"));
  }

  @Test
  void quotesTextWithSpaces() {
    assertTrue(line("", "name", "two words").endsWith("name=\"two words\""));
  }

  @Test
  void showsControlCharactersInsteadOfSendingThemToTheTerminal() {
    String line = line("", "name", "a\u001b[31mred\nforged");

    assertTrue(line.contains("a\\u001b[31mred\\nforged"), line);
  }

  @Test
  void putsAnExceptionsStoryOnLinesOfItsOwn() {
    List<String> lines = line("", "err", new IllegalStateException("broken")).lines().toList();

    assertEquals("  java.lang.IllegalStateException: broken", lines.get(1));
    assertTrue(lines.get(2).contains("at "), lines.get(2));
  }

  private String line(String call, Object... namesAndValues) {
    return format.format(
        new Occurrence(1_795_222_923_004L, TaskEvent.LOOP_STARTED, call, List.of(namesAndValues)));
  }
}
