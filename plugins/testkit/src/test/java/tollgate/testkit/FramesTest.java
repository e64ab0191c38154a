package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.StreamEvent;

class FramesTest {

  private static List<StreamEvent> split(Framing framing, String reply) {
    return Frames.split(framing, reply.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void dividesServerSentEventsWithAnyLineEnd() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String reply = "event: a|data: {\"n\":1}||: comment||data:2|data: 3||data:[DONE]||";
      List<StreamEvent> events = split(Framing.SSE, reply.replace("|", end));

      assertEquals(3, events.size());
      assertEquals("a", events.get(0).name());
      assertEquals(OptionalLong.of(1), events.get(0).json().at("/n").asLong());
      assertEquals("", events.get(1).name());
      assertTrue(events.get(1).isText("2\n3"));
      assertTrue(events.get(2).isText("[DONE]"));
    }
  }

  @Test
  void dropsAnEventThatNothingEnds() {
    assertEquals(1, split(Framing.SSE, "data: 1\n\ndata: 2\n").size());
    assertEquals(1, split(Framing.NDJSON, "{}\n{").size());
  }

  @Test
  void takesOneLineForOneDocument() {
    assertEquals(2, split(Framing.NDJSON, "{\"a\":1}\n\n{\"a\":2}\n").size());
  }

  @Test
  void takesTheItemsOfAnArrayOneByOne() {
    var events = split(Framing.JSON_ARRAY, "[{\"a\":1},\n{\"a\":2}]");

    assertEquals(OptionalLong.of(2), events.get(1).json().at("/a").asLong());
  }

  @Test
  void leavesAWholeReplyWhole() {
    assertTrue(split(Framing.WHOLE, "{\"a\":1}").getFirst().json().at("/a").exists());
  }
}
