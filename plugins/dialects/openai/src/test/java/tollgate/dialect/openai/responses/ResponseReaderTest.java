package tollgate.dialect.openai.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.testkit.Frames;
import tollgate.testkit.Samples;

final class ResponseReaderTest {

  private final ResponseReader reader =
      new ResponseReader(
          RequestFacts.of(ResponsesDialect.ID).model("gpt-5").streaming(true).build(),
          new ReplyHead(200, Headers.of("content-type", "text/event-stream")));

  private void see(String event) {
    reader.event(Frames.event(event));
  }

  private void beginText() {
    see("{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}");
    see(
        """
        {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message"}}\
        """);
    see(
        """
        {"type":"response.content_part.added","output_index":0,"content_index":0,"part":{"type":"output_text"}}\
        """);
  }

  private String ending() {
    var text = new StringBuilder();
    reader
        .ending(Samples.REFUSAL)
        .forEach(event -> text.append(new String(event, StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Test
  void repeatsTheWholeTextWhenItClosesOne() {
    beginText();
    see("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hello\"}");

    assertTrue(ending().contains("\"text\":\"Hello\\n\\n[" + Samples.REFUSAL.message() + "]\""));
  }

  @Test
  void leavesATextOpenThatIsTooLongToRepeat() {
    beginText();
    String piece = "x".repeat(MessageText.KEPT / 4);
    for (int i = 0; i < 5; i++) {
      see(
          "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"%s\"}"
              .formatted(piece));
    }

    String ending = ending();

    assertFalse(ending.contains("output_text.done"), "closed with half its text");
    assertTrue(ending.contains("event: response.incomplete"), "the response still ends");
    assertTrue(ending.length() < MessageText.KEPT);
  }

  @Test
  void leavesAMessageOpenThatHoldsMoreThanText() {
    beginText();
    see("{\"type\":\"response.content_part.done\",\"output_index\":0}");
    see(
        """
        {"type":"response.content_part.added","output_index":0,"content_index":1,"part":{"type":"refusal"}}\
        """);

    assertFalse(ending().contains("output_item.done"), "closed without its refusal");
  }

  @Test
  void doesNotTakeSoundForText() {
    see("{\"type\":\"response.output_audio.delta\",\"delta\":\"" + "A".repeat(400) + "\"}");

    assertEquals(0, reader.running().tokens().output());
  }
}
