package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.FakeSocket;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.Leg;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.ResponsesTalk;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.SocketClient;
import tollgate.dist.kit.Stand;

/** Caps on a running gateway, each model with a purse of its own. */
@Timeout(120)
class CapsIT {
  private static final long CENT = 10_000_000;
  private static final List<String> MODELS =
      List.of(
          "thinking",
          "text",
          "tool",
          "chat-thinking",
          "chat-text",
          "chat-tool",
          "responses-thinking",
          "responses-text",
          "responses-tool",
          "gemini",
          "array",
          "ollama",
          "socket-thinking",
          "socket-text",
          "socket-tool",
          "crowd",
          "silent",
          "forgotten",
          "tree");

  private static final String POLICY =
      """
      export const decide = (call) => [
        call.model !== 'tree' && cap('purse', { usd: 0.01, per: 'day', by: 'model' }),
        call.model === 'crowd' && cap('ten', { calls: 10, per: 'day', by: 'model' }),
        call.model === 'tree' && cap('two', { calls: 2, per: 'session' }),
      ];
      """;

  @TempDir private static Path folder;
  private static Stand stand;

  /** What a busy machine may add to the quarter of a second that a cut may take. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** When the provider saw its connection closed in the midst of its answer. */
  private final CompletableFuture<Long> gatewayLeft = new CompletableFuture<>();

  @BeforeAll
  static void start() throws Exception {
    Path policies = Files.createDirectories(folder.resolve("data/policies"));
    Files.writeString(policies.resolve("caps.js"), POLICY);
    stand = Stand.in(folder, CapsIT::priced);
  }

  private static GatewaySettings priced(GatewaySettings settings) {
    for (String model : MODELS) {
      settings = settings.price("cut-" + model, "1", "10", "0.1", "1.25", "2");
      settings = settings.price(model, "1", "10", "0.1", "1.25", "2");
    }
    return Stand.neverOpeningABreaker(settings)
        .price("claude-sonnet-4-5-20250929", "1", "10", "0.1", "1.25", "2");
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  /** Begins as recorded, then says one thing again and again until the gateway leaves. */
  private Script endless(Recording recording, int first, int again) {
    List<byte[]> events = recording.events();
    return endless(
        recording.contentType(), Recording.join(events.subList(0, first)), events.get(again));
  }

  private Script endless(String type, byte[] first, byte[] again) {
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(type));
      leg.chunk(first);
      try {
        while (leg.closedWithin(Duration.ofMillis(1)).isEmpty()) {
          leg.chunk(again);
        }
      } finally {
        gatewayLeft(leg);
      }
    };
  }

  private void gatewayLeft(Leg leg) {
    leg.closedWithin(Duration.ofSeconds(20)).ifPresent(gatewayLeft::complete);
  }

  private static LedgerFile.Row row(String model) throws Exception {
    return stand.ledger().ended("requested_model", model);
  }

  private static void assertCut(LedgerFile.Row row, long most) {
    assertEquals("aborted", row.text("state"), row::toString);
    assertEquals("budget.reached", row.text("error_code"), row::toString);
    assertTrue(row.number("cost_nanos") <= most, row::toString);
    assertTrue(row.number("cost_nanos") > most * 9 / 10, row::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "thinking, MESSAGES_STREAM, 3, 4, event: error",
    "text, MESSAGES_STREAM, 18, 21, event: message_stop",
    "tool, MESSAGES_STREAM, 32, 37, event: error",
    "chat-thinking, CHAT_STREAM, 3, 2, data: [DONE]",
    "chat-text, CHAT_STREAM, 15, 16, data: [DONE]",
    "chat-tool, CHAT_STREAM, 28, 29, data: {\"error\"",
    "responses-thinking, RESPONSES_STREAM, 4, 5, event: response.incomplete",
    "responses-text, RESPONSES_STREAM, 18, 19, event: response.incomplete",
    "responses-tool, RESPONSES_STREAM, 31, 32, event: response.failed",
  })
  void aStreamThatReachesItsCapEndsInItsDialect(
      String model, Recording recording, int first, int again, String ending) throws Exception {
    stand.upstream().answers(endless(recording, first, again));

    Answer answer = stand.ask(Requests.forRecording(recording, "cut-" + model));
    assertGatewayLeft(model, System.nanoTime());
    Answer next = stand.ask(Requests.forRecording(recording, "cut-" + model));

    assertEquals(200, answer.status(), answer::toString);
    String tail = answer.text().substring(Math.max(0, answer.text().length() - 1_500));
    assertTrue(answer.clean(), tail);
    assertTrue(tail.contains(ending), tail);
    assertTrue(tail.contains("is reached"), tail);
    assertTrue(answer.first("x-tollgate-budget-left").isPresent(), answer::toString);
    assertCut(stand.row(answer), CENT);
    assertEquals(402, next.status(), next::toString);
    assertEquals("false", next.first("x-should-retry").orElse(""), next::toString);
    assertTrue(next.first("retry-after").isEmpty(), next::toString);
    assertEquals("refused", stand.row(next).text("state"));
  }

  @Test
  void aToolThatForgetsHalfACallIsToldInAnOrdinaryEnd() throws Exception {
    stand.upstream().answers(endless(Recording.MESSAGES_STREAM, 32, 37));

    Answer answer =
        stand.ask(
            Requests.forRecording(Recording.MESSAGES_STREAM, "cut-forgotten")
                .with("user-agent", "claude-cli/2.1.329 (external, sdk-cli)"));

    String tail = answer.text().substring(Math.max(0, answer.text().length() - 1_500));
    assertTrue(tail.contains("is reached"), tail);
    assertTrue(tail.contains("event: message_stop"), tail);
    assertFalse(tail.contains("event: error"), tail);
    assertCut(stand.row(answer), CENT);
  }

  /**
   * The provider is told to stop as soon as the client was told the end. Prints how soon: the guide
   * on caps publishes it.
   *
   * @param told when the client had read the last of its answer
   */
  private void assertGatewayLeft(String model, long told) throws Exception {
    var after = Duration.ofNanos(gatewayLeft.get(20, TimeUnit.SECONDS) - told);
    String text =
        "cut %s: the provider saw it %d ms after the client".formatted(model, millis(after));
    System.out.println(text);
    assertTrue(after.compareTo(Duration.ofMillis(250).plus(SLACK)) < 0, text);
  }

  private static long millis(Duration time) {
    return TimeUnit.NANOSECONDS.toMillis(time.toNanos());
  }

  /** The rest of the event under way is waited for, but not for long. */
  @Test
  void aProviderThatFallsSilentInTheMidstOfTheLastEventIsLeftAllTheSame() throws Exception {
    String event =
        "data:"
            + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"cut-silent\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
    String more =
        event.formatted("and so on ".repeat(800)) + event.formatted("and half").substring(0, 90);
    var silentAt = new CompletableFuture<Long>();
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked("text/event-stream"));
          leg.chunk(event.formatted("Once"));
          leg.chunk(more);
          silentAt.complete(System.nanoTime());
          gatewayLeft(leg);
        });

    Answer answer = stand.ask(Requests.forRecording(Recording.CHAT_STREAM, "cut-silent"));

    assertGatewayLeft("silent", silentAt.get());
    assertFalse(answer.clean(), "half an event cannot be taken back");
    assertEquals("budget.reached", stand.row(answer).text("error_code"));
  }

  @Test
  void eventsThatTellUsageEachTimeEndAtTheirCap() throws Exception {
    stand.upstream().answers(counting("text/event-stream", "data: ", "\n\n", "data: "));

    Answer answer = stand.ask(Requests.forRecording(Recording.GEMINI_STREAM, "cut-gemini"));

    assertGatewayLeft("gemini", System.nanoTime());
    assertTrue(answer.clean(), answer::toString);
    assertTrue(answer.text().contains("\"finishReason\":\"STOP\""), answer::text);
    assertTrue(answer.text().contains("is reached"), answer::text);
    assertCut(stand.row(answer), CENT);
  }

  @Test
  void itemsOfAnArrayEndAtTheirCapAndTheArrayIsWhole() throws Exception {
    stand.upstream().answers(counting("application/json", "[", "", "\r\n,"));

    Answer answer = stand.ask(Requests.forRecording(Recording.GEMINI_ARRAY, "cut-array"));

    assertGatewayLeft("array", System.nanoTime());
    assertTrue(answer.clean(), answer::toString);
    Json last = answer.json().elements().getLast();
    assertEquals("STOP", last.at("candidates", 0, "finishReason").text(), answer::text);
    assertTrue(answer.text().contains("is reached"), answer::text);
    assertCut(stand.row(answer), CENT);
  }

  /** Tells what it used with each piece, as Gemini does. */
  private Script counting(String type, String before, String after, String between) {
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(type));
      try {
        for (int tokens = 5; leg.closedWithin(Duration.ofMillis(1)).isEmpty(); tokens += 5) {
          leg.chunk(
              (tokens == 5 ? before : between)
                  + "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"and so on \"}],"
                  + "\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{"
                  + "\"promptTokenCount\":10,\"candidatesTokenCount\":"
                  + tokens
                  + "}}"
                  + after);
        }
      } finally {
        gatewayLeft(leg);
      }
    };
  }

  @Test
  void linesOfJsonEndAtTheirCap() throws Exception {
    byte[] line =
        ("{\"model\":\"cut-ollama\",\"message\":{\"role\":\"assistant\",\"content\":\"and so on,"
                + " \"},\"done\":false}\n")
            .getBytes(StandardCharsets.UTF_8);
    stand.upstream().answers(endless("application/x-ndjson", line, line));

    Answer answer =
        stand.ask(
            Ask.post(
                "/api/chat",
                "{\"model\":\"cut-ollama\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}"));

    assertGatewayLeft("ollama", System.nanoTime());
    assertTrue(answer.clean(), answer::toString);
    List<String> lines = answer.text().lines().toList();
    Json last = Json.parse(lines.getLast());
    assertTrue(lines.get(lines.size() - 2).contains("is reached"), lines::toString);
    assertTrue(last.at("done").yes(), lines::toString);
    assertEquals("stop", last.at("done_reason").text(), lines::toString);
    assertCut(stand.row(answer), CENT);
  }

  @ParameterizedTest
  @CsvSource({
    "socket-thinking, 4, 5, response.incomplete",
    "socket-text, 18, 19, response.incomplete",
    "socket-tool, 31, 32, response.failed",
  })
  void aTurnOnASocketThatReachesItsCapEndsInItsDialect(
      String model, int first, int again, String ending) throws Exception {
    List<String> events = ResponsesTalk.events();
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              socket.hear();
              socket.sayAll(events.subList(0, first));
              try {
                while (true) {
                  socket.say(events.get(again));
                }
              } finally {
                gatewayLeft.complete(System.nanoTime());
              }
            }));
    try (SocketClient client = ResponsesTalk.connect(stand.gateway().port())) {
      client.say(ResponsesTalk.asking("cut-" + model));
      var heard = new ArrayList<String>(List.of(client.hear()));
      while (!heard.getLast().contains("\"" + ending + "\"")) {
        heard.add(client.hear());
      }
      List<String> tail = heard.subList(Math.max(0, heard.size() - 8), heard.size());
      assertGatewayLeft(model, System.nanoTime());
      assertTrue(tail.toString().contains("is reached"), tail::toString);
    }
    assertCut(row("cut-" + model), CENT);
    assertNextTurnRefused("cut-" + model);
  }

  /** A turn has no fields of its own: its refusal carries them. */
  private static void assertNextTurnRefused(String model) throws Exception {
    try (SocketClient client = ResponsesTalk.connect(stand.gateway().port())) {
      client.say(ResponsesTalk.asking(model));
      Json refusal = Json.parse(client.hear());
      assertEquals("error", refusal.at("type").text(), refusal::toString);
      assertEquals(429, refusal.at("status").number(), "which Codex obeys: " + refusal);
      String left = refusal.at("headers", "x-tollgate-budget-left").text();
      assertTrue(left.matches("purse=0\\.0[0-9]+ usd"), refusal::toString);
    }
  }

  @Test
  void ofManyAtOnceAsManyAreLetInAsTheCapAllows() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 64; i++) {
        all.add(threads.submit(() -> stand.ask(Requests.chatStream("crowd"))));
      }
      for (Future<Answer> one : all) {
        answers.add(one.get());
      }
    }

    long refused = answers.stream().filter(answer -> answer.status() == 402).count();
    assertTrue(refused >= 54, () -> answers.stream().map(Answer::status).toList().toString());
    List<LedgerFile.Row> sums =
        stand
            .ledger()
            .ask(
                "SELECT sum(state <> 'refused') AS sent, sum(cost_nanos) AS cost FROM call WHERE"
                    + " requested_model = ?",
                "crowd");
    assertTrue(sums.getFirst().number("sent") <= 10, sums::toString);
    assertTrue(sums.getFirst().number("cost") <= CENT, sums::toString);
  }

  @Test
  void whatHasNoPriceIsRefusedUnderACapOnMoney() throws Exception {
    Answer answer = stand.ask(Requests.messages("nameless"));

    assertEquals(402, answer.status(), answer::toString);
    assertEquals("budget.unpriced", stand.row(answer).text("error_code"));
  }

  @Test
  void subAgentsShareTheirSession() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));

    Answer main = stand.ask(openCode("ses_main", ""));
    Answer child = stand.ask(openCode("ses_child", "ses_main"));
    Answer second = stand.ask(openCode("ses_second", "ses_main"));
    Answer other = stand.ask(openCode("ses_other", ""));

    assertEquals(List.of(200, 200), List.of(main.status(), child.status()), child::toString);
    assertEquals(402, second.status(), second::toString);
    assertEquals(200, other.status(), other::toString);
    assertEquals("ses_main", stand.row(child).text("root"));
  }

  private static Ask openCode(String session, String parent) {
    Ask ask =
        Requests.chatStream("tree")
            .with("user-agent", "opencode/1.18.8 ai-sdk/provider-utils/3.0.9")
            .with("x-session-affinity", session)
            .with("x-session-id", session);
    return parent.isEmpty() ? ask : ask.with("x-parent-session-id", parent);
  }
}
