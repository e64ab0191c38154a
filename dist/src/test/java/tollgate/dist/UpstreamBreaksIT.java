package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertChatShape;
import static tollgate.dist.kit.Problems.assertMessagesShape;
import static tollgate.dist.kit.Problems.assertTold;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.H2Client;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** A provider that breaks off: what reaches the client never looks complete. */
class UpstreamBreaksIT {
  private static final String HTML = "<html><body>Sign in, please.</body></html>";
  private static final int STEP = Boolean.getBoolean("tollgate.long") ? 1 : 499;

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand =
        Stand.in(
            folder,
            settings -> Stand.neverOpeningABreaker(settings).set("upstream.max-retries", "0"));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_STREAM", "MESSAGES_STREAM", "RESPONSES_STREAM", "GEMINI_STREAM"})
  void aStreamCutAfterAnyEventDoesNotEndCleanly(Recording recording) throws Exception {
    Ask ask = Requests.forRecording(recording, "m");
    for (int events = 1; events < recording.events().size(); events++) {
      List<byte[]> first = recording.events().subList(0, events);
      stand
          .upstream()
          .answers(
              events % 2 == 0
                  ? Scripts.resetAfter(recording.contentType(), first)
                  : Scripts.cutAfter(recording.contentType(), first));

      Answer answer = stand.ask(ask);

      assertEquals(200, answer.status(), answer::toString);
      assertFalse(answer.clean(), "a clean end after event " + events);
      assertBeginningOf(recording.bytes(), answer.body());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_STREAM", "MESSAGES_STREAM"})
  void aStreamCutWithinAnEventDoesNotEndCleanly(Recording recording) throws Exception {
    byte[] bytes = recording.bytes();
    Ask ask = Requests.forRecording(recording, "m");
    for (int at = 1; at < bytes.length; at += STEP) {
      List<byte[]> first = List.of(Arrays.copyOf(bytes, at));
      stand.upstream().answers(Scripts.cutAfter(recording.contentType(), first));

      Answer answer = stand.ask(ask);

      assertFalse(answer.clean(), "a clean end after byte " + at);
      assertBeginningOf(bytes, answer.body());
    }
  }

  private static void assertBeginningOf(byte[] whole, byte[] part) {
    assertTrue(part.length <= whole.length);
    assertArrayEquals(Arrays.copyOf(whole, part.length), part);
  }

  @Test
  void aCutStreamIsAFailedCallWithWhatItUsed() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    List<byte[]> first = recording.events().subList(0, 20);
    stand.upstream().answers(Scripts.cutAfter(recording.contentType(), first));

    Row row = stand.row(stand.ask(Requests.messagesStream("m")));

    assertEquals("failed", row.text("state"));
    assertEquals("upstream.broke", row.text("error_code"));
    assertEquals(14_336, row.number("cache_read_tokens"));
    assertTrue(row.number("cost_nanos") > 0, row::toString);
  }

  @Test
  void aCutStreamDoesNotEndCleanlyOverHttp2() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    List<byte[]> first = recording.events().subList(0, 5);
    stand.upstream().answers(Scripts.cutAfter(recording.contentType(), first));
    try (H2Client client = H2Client.to(stand.gateway().port())) {
      client.send(Requests.messagesStream("m"));

      assertArrayEquals(recording.first(5), client.rest());
      assertFalse(client.clean());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_BODY", "MESSAGES_BODY"})
  void aBodyShorterThanAnnouncedDoesNotEndCleanly(Recording recording) throws Exception {
    byte[] body = recording.bytes();
    for (int sent : new int[] {1, body.length / 2, body.length - 1}) {
      stand.upstream().answers(Scripts.shortBody(recording.contentType(), body, sent));

      Answer answer = stand.ask(Requests.forRecording(recording, "m"));

      boolean refused = answer.status() == 502;
      assertTrue(refused || !answer.clean(), answer::toString);
      assertEquals("failed", stand.row(answer).text("state"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CHAT_STREAM",
        "MESSAGES_STREAM",
        "RESPONSES_STREAM",
        "GEMINI_STREAM",
        "GEMINI_ARRAY"
      })
  void aStreamThatEndsWithoutItsLastEventPassesAsItIsAndIsAFailedCall(Recording recording)
      throws Exception {
    int half = recording.events().size() / 2;
    stand
        .upstream()
        .answers(Scripts.pieces(recording.contentType(), recording.events().subList(0, half)));

    Answer answer = stand.ask(Requests.forRecording(recording, "m"));

    assertTrue(answer.clean(), "the end is the upstream's own");
    assertArrayEquals(recording.first(half), answer.body());
    Row row = stand.row(answer);
    assertEquals("failed", row.text("state"));
    assertEquals(200, row.number("status"));
    assertEquals("upstream.broke", row.text("error_code"));
    assertTrue(Set.of("running", "estimated").contains(row.text("provenance")), row::toString);
    assertTrue(row.number("cost_nanos") > 0, row::toString);
  }

  @Test
  void anHtmlPageInsteadOfAStreamIsA502() throws Exception {
    byte[] page = HTML.getBytes(StandardCharsets.UTF_8);
    stand.upstream().answers(Scripts.body("text/html; charset=utf-8", page));

    Answer chat = stand.ask(Requests.chatStream("m"));
    Answer messages = stand.ask(Requests.messagesStream("m"));

    assertTold(chat, 502, "upstream.wrong_content_type");
    assertChatShape(chat, "server_error");
    assertTold(messages, 502, "upstream.wrong_content_type");
    assertMessagesShape(messages, "api_error");
    assertEquals("failed", stand.row(chat).text("state"));
  }

  @Test
  void anHtmlPageInsteadOfABodyIsA502() throws Exception {
    byte[] page = HTML.getBytes(StandardCharsets.UTF_8);
    stand.upstream().answers(Scripts.body("text/html", page));

    assertTold(stand.ask(Requests.chat("m")), 502, "upstream.wrong_content_type");
    assertTold(stand.ask(Requests.messages("m")), 502, "upstream.wrong_content_type");
  }

  @Test
  void aProviderThatClosesWithoutAnAnswerIsToldAsSuch() throws Exception {
    stand.upstream().answers(Scripts.closeBeforeHead());

    Answer closed = stand.ask(Requests.chat("m"));
    stand.upstream().answers(Scripts.resetBeforeHead());
    Answer reset = stand.ask(Requests.messages("m"));

    assertTold(closed, 502, "upstream.broke");
    assertTold(reset, 502, "upstream.broke");
    assertEquals("failed", stand.row(closed).text("state"));
    assertEquals("failed", stand.row(reset).text("state"));
  }

  @Test
  void anErrorOfTheProviderPassesAsItIs() throws Exception {
    byte[] error =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
            .getBytes(StandardCharsets.UTF_8);
    List<Field> head =
        Field.of(
            "content-type",
            "application/json",
            "content-length",
            Integer.toString(error.length),
            "retry-after",
            "7");
    stand.upstream().answers((request, leg) -> leg.whole(529, head, error));

    Answer answer = stand.ask(Requests.messages("m"));

    assertEquals(529, answer.status());
    assertArrayEquals(error, answer.body());
    assertEquals(List.of("7"), answer.all("retry-after"));
    Row row = stand.row(answer);
    assertEquals("failed", row.text("state"));
    assertEquals(529, row.number("status"));
  }

  @Test
  void anEarlyAnswerReachesTheClientThoughTheBodyWasNotRead() throws Exception {
    stand.upstream().answersHeads(Scripts.status(401, "no"));
    String body = "{\"model\":\"m\",\"messages\":[],\"pad\":\"" + "x".repeat(3_000_000) + "\"}";

    Answer answer = stand.ask(Ask.post("/v1/chat/completions", body));

    assertEquals(401, answer.status(), answer::toString);
  }

  @Test
  void anEventThatIsNotJsonPassesAndBreaksNothing() throws Exception {
    var events = new ArrayList<>(Recording.MESSAGES_STREAM.events());
    events.add(3, "event: odd\ndata: {\"type\":\n\n".getBytes(StandardCharsets.UTF_8));
    stand.upstream().answers(Scripts.pieces(Recording.MESSAGES_STREAM.contentType(), events));

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertTrue(answer.clean());
    assertArrayEquals(Recording.join(events), answer.body());
    assertEquals(241, stand.row(answer).number("output_tokens"));
  }
}
