package tollgate.provider.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.json.JsonView;
import tollgate.api.provider.Exchange.Sending;
import tollgate.api.provider.ExchangeReply;
import tollgate.testkit.JsonTree;

class DemoExchangeTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String GEMINI = "/v1beta/models/demo-large:";

  private final DemoExchange exchange =
      new DemoExchange(Duration.ZERO, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

  @Test
  void answersChatInOneDocument() throws IOException {
    String body = "{\"model\":\"demo-small\",\"messages\":[]}";

    JsonView reply = JsonTree.parse(all(post(CHAT, body)));

    long prompt = Math.ceilDiv(body.length(), 4);
    assertEquals("demo-small", text(reply, "/model"));
    assertEquals("stop", text(reply, "/choices/0/finish_reason"));
    assertEquals(prompt, number(reply, "/usage/prompt_tokens"));
    assertEquals(prompt / 2, number(reply, "/usage/prompt_tokens_details/cached_tokens"));
    assertEquals(
        number(reply, "/usage/total_tokens"), prompt + number(reply, "/usage/completion_tokens"));
  }

  @Test
  void streamsChatWithUsageInTheLastChunkOnlyWhenAsked() throws IOException {
    List<String> plain = events(post(CHAT, "{\"model\":\"demo-small\",\"stream\":true}"));
    List<String> told =
        events(
            post(
                CHAT,
                "{\"model\":\"demo-small\",\"stream\":true,"
                    + "\"stream_options\":{\"include_usage\":true}}"));

    assertEquals("data: [DONE]\n\n", plain.getLast());
    assertTrue(plain.stream().noneMatch(event -> event.contains("usage")));
    assertEquals("data: [DONE]\n\n", told.getLast());
    JsonView last = data(told.get(told.size() - 2));
    assertEquals(0, last.at("/choices").size());
    assertTrue(number(last, "/usage/prompt_tokens_details/cached_tokens") > 0);
    assertEquals(JsonView.Kind.NULL, data(told.getFirst()).at("/usage").kind());
  }

  @Test
  void streamsResponsesFromCreatedToCompletedInNumberedEvents() throws IOException {
    List<String> events =
        events(post("/v1/responses", "{\"model\":\"gpt-5\",\"stream\":true,\"input\":\"hi\"}"));

    assertTrue(events.getFirst().startsWith("event: response.created\n"));
    for (int i = 0; i < events.size(); i++) {
      assertEquals(i, number(data(events.get(i)), "/sequence_number"));
    }
    JsonView last = data(events.getLast());
    assertEquals("response.completed", text(last, "/type"));
    assertTrue(number(last, "/response/usage/input_tokens_details/cached_tokens") > 0);
    assertEquals(
        joined(events, "response.output_text.delta", "/delta"),
        text(last, "/response/output/0/content/0/text"));
  }

  @Test
  void streamsMessagesFromStartToStopWithAPing() throws IOException {
    String body = "{\"model\":\"claude-sonnet-4-5\",\"stream\":true,\"max_tokens\":1000}";

    List<String> events = events(post("/v1/messages?beta=true", body));

    JsonView usage = data(events.getFirst()).at("/message/usage");
    long prompt =
        number(usage, "/input_tokens")
            + number(usage, "/cache_read_input_tokens")
            + number(usage, "/cache_creation_input_tokens");
    assertEquals(Math.ceilDiv(body.length(), 4), prompt);
    assertTrue(events.stream().anyMatch(event -> event.startsWith("event: ping\n")));
    JsonView delta = data(events.get(events.size() - 2));
    assertEquals("end_turn", text(delta, "/delta/stop_reason"));
    assertTrue(number(delta, "/usage/output_tokens") >= 12);
    assertEquals("message_stop", text(data(events.getLast()), "/type"));
  }

  @Test
  void streamsGeminiAsEventsOrAsOneArray() throws IOException {
    List<String> events = events(post(GEMINI + "streamGenerateContent?alt=sse", "{}"));
    JsonView array = JsonTree.parse(all(post(GEMINI + "streamGenerateContent", "{}")));

    assertTrue(events.stream().allMatch(event -> event.endsWith("\r\n\r\n")));
    JsonView last = data(events.getLast());
    assertEquals("STOP", text(last, "/candidates/0/finishReason"));
    assertEquals(events.size(), number(last, "/usageMetadata/candidatesTokenCount"));
    assertEquals(events.size(), array.size());
    assertEquals("STOP", text(array.at("/" + (array.size() - 1)), "/candidates/0/finishReason"));
  }

  @Test
  void keepsTheClientsLimitAndSaysSo() throws IOException {
    JsonView chat =
        JsonTree.parse(all(post(CHAT, "{\"model\":\"m\",\"max_completion_tokens\":3}")));
    JsonView messages =
        JsonTree.parse(all(post("/v1/messages", "{\"model\":\"m\",\"max_tokens\":3}")));
    JsonView gemini =
        JsonTree.parse(
            all(
                post(
                    GEMINI + "generateContent", "{\"generationConfig\":{\"maxOutputTokens\":3}}")));
    JsonView responses =
        JsonTree.parse(all(post("/v1/responses", "{\"model\":\"m\",\"max_output_tokens\":3}")));

    assertEquals("length", text(chat, "/choices/0/finish_reason"));
    assertEquals("max_tokens", text(messages, "/stop_reason"));
    assertEquals("MAX_TOKENS", text(gemini, "/candidates/0/finishReason"));
    assertEquals("incomplete", text(responses, "/status"));
    assertEquals(3, number(messages, "/usage/output_tokens"));
  }

  @Test
  void writesAtLengthWhenTheModelIsALongOneAndTheClientSetsNoLimit() throws IOException {
    JsonView endless = JsonTree.parse(all(post(CHAT, "{\"model\":\"gpt-5-long\"}")));
    JsonView limited =
        JsonTree.parse(all(post(CHAT, "{\"model\":\"gpt-5-long\",\"max_tokens\":500}")));

    assertTrue(number(endless, "/usage/completion_tokens") >= Answer.LONG_WORDS);
    assertEquals("length", text(limited, "/choices/0/finish_reason"));
  }

  @Test
  void answersTheSameRequestTheSameWay() throws IOException {
    String body = "{\"model\":\"demo-large\",\"stream\":true}";

    assertArrayEquals(all(post(CHAT, body)), all(post(CHAT, body)));
    assertNotEquals(
        new String(all(post(CHAT, body)), StandardCharsets.UTF_8),
        new String(all(post(CHAT, body + " ")), StandardCharsets.UTF_8));
  }

  @Test
  void countsTokensInEveryLanguage() throws IOException {
    assertEquals(
        3,
        number(
            JsonTree.parse(all(post("/v1/messages/count_tokens", "{\"a\":\"bcd\"}"))),
            "/input_tokens"));
    assertEquals(
        3,
        number(
            JsonTree.parse(all(post(GEMINI + "countTokens", "{\"a\":\"bcd\"}"))), "/totalTokens"));
    assertEquals(
        3,
        number(
            JsonTree.parse(all(post("/v1/responses/input_tokens", "{\"a\":\"bcd\"}"))),
            "/input_tokens"));
  }

  @Test
  void listsItsModelsInTheShapeOfTheCaller() throws IOException {
    JsonView openAi = JsonTree.parse(all(get("/v1/models", Headers.none())));
    JsonView anthropic =
        JsonTree.parse(all(get("/v1/models", Headers.of("anthropic-version", "2023-06-01"))));
    JsonView gemini = JsonTree.parse(all(get("/v1beta/models", Headers.none())));

    assertEquals("demo-large", text(openAi, "/data/0/id"));
    assertEquals("model", text(anthropic, "/data/0/type"));
    assertEquals("models/demo-large", text(gemini, "/models/0/name"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 429, 500, 503, 529})
  void failsWithTheStatusThatTheModelNames(int status) throws IOException {
    ExchangeReply reply = post(CHAT, "{\"model\":\"demo-error-" + status + "\"}");

    assertEquals(status, reply.head().status());
    assertFalse(text(JsonTree.parse(all(reply)), "/error/message").isEmpty());
    assertEquals(status == 429, reply.head().headers().has("retry-after"));
  }

  @Test
  void shapesAnErrorInTheLanguageOfTheRequest() throws IOException {
    JsonView messages = JsonTree.parse(all(post("/v1/messages", "{\"model\":\"demo-error-529\"}")));
    JsonView gemini =
        JsonTree.parse(all(post("/v1beta/models/demo-error-429:generateContent", "{}")));

    assertEquals("overloaded_error", text(messages, "/error/type"));
    assertEquals("RESOURCE_EXHAUSTED", text(gemini, "/error/status"));
  }

  @Test
  void breaksOffInTheMiddleOnRequest() throws IOException {
    ExchangeReply reply = post(CHAT, "{\"model\":\"demo-cut\",\"stream\":true}");

    var read = new ArrayList<String>();
    assertThrows(IOException.class, () -> readInto(read, reply));

    assertTrue(read.size() > 3);
    assertTrue(read.stream().noneMatch(event -> event.contains("finish_reason\":\"stop")));
  }

  @Test
  void endsInTheMiddleAsIfCompleteOnRequest() throws IOException {
    List<String> events = events(post(CHAT, "{\"model\":\"demo-eof\",\"stream\":true}"));

    assertFalse(events.getLast().contains("[DONE]"));
  }

  @Test
  void tellsAnErrorInTheMidstOfEveryStreamOnRequest() throws IOException {
    String body = "{\"model\":\"demo-error-event\",\"stream\":true}";

    assertTrue(events(post(CHAT, body)).getLast().contains("\"error\""));
    assertTrue(events(post("/v1/responses", body)).getLast().startsWith("event: error\n"));
    assertTrue(events(post("/v1/messages", body)).getLast().startsWith("event: error\n"));
    String gemini = "/v1beta/models/demo-error-event:streamGenerateContent";
    assertTrue(events(post(gemini + "?alt=sse", "{}")).getLast().contains("INTERNAL"));
    JsonView array = JsonTree.parse(all(post(gemini, "{}")));
    assertTrue(array.at("/" + (array.size() - 1) + "/error").exists());
  }

  @Test
  void tellsNoUsageOnRequest() throws IOException {
    for (String path : List.of(CHAT, "/v1/messages")) {
      String reply =
          new String(
              all(post(path, "{\"model\":\"demo-no-usage\",\"stream\":true}")),
              StandardCharsets.UTF_8);
      assertFalse(reply.contains("_tokens"), reply);
    }
    JsonView responses =
        JsonTree.parse(all(post("/v1/responses", "{\"model\":\"demo-no-usage\"}")));
    assertEquals(JsonView.Kind.NULL, responses.at("/usage").kind());
  }

  @Test
  void sendsAWebPageOnRequest() throws IOException {
    ExchangeReply reply = post(CHAT, "{\"model\":\"demo-html\"}");

    assertEquals("text/html", reply.head().mediaType());
  }

  @Test
  void cannotBeReachedOnRequest() {
    assertThrows(IOException.class, () -> post(CHAT, "{\"model\":\"demo-unreachable\"}"));
  }

  @Test
  void staysSilentUntilItIsInterrupted() throws InterruptedException {
    var outcome = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(() ->
                outcome.set(
                    assertThrows(
                        InterruptedIOException.class,
                        () -> post(CHAT, "{\"model\":\"demo-silent\"}"))));

    caller.interrupt();
    caller.join();

    assertTrue(outcome.get() instanceof InterruptedIOException);
  }

  @Test
  void stopsAStalledReplyWhenItIsClosed() throws Exception {
    ExchangeReply reply = post(CHAT, "{\"model\":\"demo-stall\",\"stream\":true}");
    var read = new ArrayList<String>();
    var outcome = new AtomicReference<Throwable>();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> outcome.set(assertThrows(IOException.class, () -> readInto(read, reply))));

    reply.close();
    reader.join();

    assertTrue(outcome.get() instanceof IOException);
  }

  @Test
  void refusesABodyThatIsNotJson() throws IOException {
    for (String body : List.of("", "{", "{\"a\":}", "[1,]", "{} {}", "tru", "\"\\u12g4\"")) {
      ExchangeReply reply = post(CHAT, body);
      assertEquals(400, reply.head().status(), body);
      assertTrue(text(JsonTree.parse(all(reply)), "/error/message").contains("not JSON"), body);
    }
  }

  @Test
  void knowsNothingOfOtherPaths() throws IOException {
    assertEquals(404, post("/v1/embeddings", "{}").head().status());
    assertEquals(404, get("/v1/elsewhere", Headers.none()).head().status());
    assertEquals(404, post(GEMINI + "embedContent", "{}").head().status());
  }

  @Test
  void readsACompressedBody() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"model\":\"demo-small\"}".getBytes(StandardCharsets.UTF_8));
    }

    ExchangeReply reply =
        exchange.send(
            new Sending(
                "POST",
                CHAT,
                Headers.of("content-encoding", "gzip"),
                List.of(ByteBuffer.wrap(bytes.toByteArray()))));

    assertEquals("demo-small", text(JsonTree.parse(all(reply)), "/model"));
  }

  private ExchangeReply post(String target, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int middle = bytes.length / 2;
    return exchange.send(
        new Sending(
            "POST",
            target,
            Headers.none(),
            List.of(
                ByteBuffer.wrap(bytes, 0, middle),
                ByteBuffer.wrap(bytes, middle, bytes.length - middle))));
  }

  private ExchangeReply get(String target, Headers headers) throws IOException {
    return exchange.send(new Sending("GET", target, headers, List.of()));
  }

  private static List<String> events(ExchangeReply reply) throws IOException {
    var events = new ArrayList<String>();
    readInto(events, reply);
    return events;
  }

  private static void readInto(List<String> events, ExchangeReply reply) throws IOException {
    for (ByteBuffer bytes = reply.read(); bytes != null; bytes = reply.read()) {
      events.add(StandardCharsets.UTF_8.decode(bytes).toString());
    }
  }

  private static byte[] all(ExchangeReply reply) throws IOException {
    return String.join("", events(reply)).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonView data(String event) {
    return JsonTree.parse(event.substring(event.indexOf("data: ") + 6).strip());
  }

  private static String joined(List<String> events, String type, String pointer) {
    var text = new StringBuilder();
    for (String event : events) {
      if (event.startsWith("event: " + type + "\n")) {
        text.append(text(data(event), pointer));
      }
    }
    return text.toString();
  }

  private static String text(JsonView view, String pointer) {
    return view.at(pointer).asText(Integer.MAX_VALUE).orElse("");
  }

  private static long number(JsonView view, String pointer) {
    return view.at(pointer).asLong().orElseThrow();
  }
}
