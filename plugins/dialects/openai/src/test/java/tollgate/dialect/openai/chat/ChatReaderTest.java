package tollgate.dialect.openai.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Framing;
import tollgate.api.usage.Provenance;
import tollgate.testkit.Frames;
import tollgate.testkit.Samples;

final class ChatReaderTest {

  private static final RequestFacts NOT_ASKED =
      RequestFacts.of(ChatDialect.ID).model("gpt-5").streaming(true).build();
  private static final RequestFacts ASKED =
      RequestFacts.of(ChatDialect.ID)
          .model("gpt-5")
          .streaming(true)
          .hint(RequestReading.INCLUDE_USAGE, "true")
          .build();

  private static ChatReader reader(RequestFacts facts, String contentType) {
    return new ChatReader(facts, new ReplyHead(200, Headers.of("content-type", contentType)));
  }

  @Test
  void dividesAReplyByItsContentType() {
    assertEquals(Framing.SSE, reader(NOT_ASKED, "Text/Event-Stream; charset=utf-8").framing());
    assertEquals(Framing.NDJSON, reader(NOT_ASKED, "application/x-ndjson").framing());
    assertEquals(Framing.WHOLE, reader(NOT_ASKED, "application/json").framing());
    assertEquals(Framing.WHOLE, reader(NOT_ASKED, "text/html").framing());
  }

  @Test
  void dividesAReplyWithoutContentTypeByWhatWasAskedFor() {
    var untyped = new ReplyHead(200, Headers.none());

    assertEquals(Framing.SSE, new ChatReader(NOT_ASKED, untyped).framing());
    assertEquals(
        Framing.WHOLE, new ChatReader(RequestFacts.of(ChatDialect.ID).build(), untyped).framing());
  }

  @Test
  void holdsNothingBackFromAClientThatAskedForUsage() {
    assertTrue(reader(NOT_ASKED, "text/event-stream").filters());
    assertFalse(reader(ASKED, "text/event-stream").filters());
    assertFalse(reader(NOT_ASKED, "application/json").filters());
  }

  @Test
  void countsATokenPerFourBytesUntilUsageIsTold() {
    var reader = reader(ASKED, "text/event-stream");

    reader.event(Frames.event("{\"choices\":[{\"delta\":{\"content\":\"12345\"}}]}"));

    assertEquals(2, reader.running().tokens().output());
    assertEquals(Provenance.ESTIMATED, reader.running().provenance());
    assertEquals(Provenance.UNKNOWN, reader.usage().provenance());
  }

  @Test
  void endsAsALineOfJsonWhereTheReplyIsLines() {
    var reader = reader(ASKED, "application/x-ndjson");
    reader.event(Frames.event("{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}"));

    var ending = reader.ending(Samples.REFUSAL);

    assertEquals(2, ending.size());
    String last = new String(ending.getLast(), StandardCharsets.UTF_8);
    assertTrue(last.startsWith("{\"id\":\"c\"") && last.endsWith("}\n"), last);
  }
}
