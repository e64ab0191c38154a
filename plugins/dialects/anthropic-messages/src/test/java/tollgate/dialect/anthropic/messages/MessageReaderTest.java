package tollgate.dialect.anthropic.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Framing;
import tollgate.api.usage.Provenance;
import tollgate.testkit.Frames;
import tollgate.testkit.Samples;

final class MessageReaderTest {

  private static final RequestFacts STREAMED =
      RequestFacts.of(MessagesDialect.ID).model("m").streaming(true).build();

  private static MessageReader reader(String contentType) {
    return new MessageReader(STREAMED, new ReplyHead(200, Headers.of("content-type", contentType)));
  }

  private static MessageReader streamOf(String... events) {
    var reader = reader("text/event-stream");
    for (String event : events) {
      reader.event(Frames.event(event));
    }
    return reader;
  }

  private static String text(List<byte[]> events) {
    var text = new StringBuilder();
    events.forEach(event -> text.append(new String(event, StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Test
  void dividesAReplyByItsContentType() {
    assertEquals(Framing.SSE, reader("text/event-stream; charset=utf-8").framing());
    assertEquals(Framing.NDJSON, reader("application/jsonl").framing());
    assertEquals(Framing.WHOLE, reader("application/json").framing());
    assertEquals(Framing.WHOLE, reader("text/html").framing());
    assertEquals(
        Framing.SSE, new MessageReader(STREAMED, new ReplyHead(200, Headers.none())).framing());
  }

  @Test
  void readsAnEventByItsNameWhereItsDataHasNoType() {
    var reader = reader("text/event-stream");

    reader.event(Frames.event("message_start", "{\"message\":{\"usage\":{\"input_tokens\":7}}}"));
    reader.event(Frames.event("message_stop", ""));

    assertTrue(reader.ended());
    assertEquals(7, reader.usage().tokens().input());
  }

  @Test
  void countsATokenPerFourBytesUntilOutputIsTold() {
    var reader =
        streamOf(
            """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"12345"}}\
            """,
            """
            {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"x"}}\
            """);

    assertEquals(2, reader.running().tokens().output());
    assertEquals(Provenance.ESTIMATED, reader.running().provenance());
    assertEquals(Provenance.UNKNOWN, reader.usage().provenance());
  }

  @Test
  void endsAMessageWhoseOpenBlocksAreBeyondCount() {
    var reader = streamOf("{\"type\":\"message_start\",\"message\":{}}");
    for (int i = 0; i < 10_000; i++) {
      reader.event(
          Frames.event(
              "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":{\"type\":\"text\"}}"
                  .formatted(i)));
    }

    assertTrue(reader.ending(Samples.REFUSAL).size() < 100);
  }

  @Test
  void leavesAToolCallOpenWhereTheToolForgetsItAndTellsOthersAnError() {
    var reader =
        streamOf(
            "{\"type\":\"message_start\",\"message\":{}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\"}}");
    Manner manner = Manner.plain(RefusalKind.BUDGET);

    String others = text(reader.ending(Samples.REFUSAL, manner));
    String ending = text(reader.ending(Samples.REFUSAL, manner.forgettingUnclosed()));

    assertTrue(others.startsWith("event: error"), others);
    assertFalse(ending.contains("\"index\":1"), ending);
    assertTrue(
        ending.contains(
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":2}"),
        ending);
    assertTrue(ending.contains("\"stop_reason\":\"end_turn\""), ending);
    assertTrue(
        ending.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"), ending);
  }

  @Test
  void closesEveryOpenBlockAndSpeaksOnce() {
    var reader =
        streamOf(
            "{\"type\":\"message_start\",\"message\":{}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\"}}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\"}}");

    String ending = text(reader.ending(Samples.REFUSAL));

    assertEquals(2, ending.split("event: content_block_stop", -1).length - 1);
    assertEquals(1, ending.split("text_delta", -1).length - 1);
    assertFalse(ending.contains("event: content_block_start"), ending);
  }

  @Test
  void tellsUsageWithEveryEndSinceClientsFailWithoutIt() {
    String ending =
        text(streamOf("{\"type\":\"message_start\",\"message\":{}}").ending(Samples.REFUSAL));

    assertTrue(ending.contains("\"output_tokens\":0"), ending);
  }
}
