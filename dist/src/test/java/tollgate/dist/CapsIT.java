package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import tollgate.dist.kit.LedgerFile;
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
      List.of("thinking", "text", "tool", "chat", "responses", "gemini", "socket", "crowd", "tree");

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
  private static Script endless(Recording recording, int first, int again) {
    List<byte[]> events = recording.events();
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(recording.contentType()));
      leg.chunk(Recording.join(events.subList(0, first)));
      while (leg.closedWithin(Duration.ofMillis(1)).isEmpty()) {
        leg.chunk(events.get(again));
      }
    };
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
    "chat, CHAT_STREAM, 3, 2, data: [DONE]",
    "responses, RESPONSES_STREAM, 18, 19, event: response.",
  })
  void aStreamThatReachesItsCapEndsInItsDialect(
      String model, Recording recording, int first, int again, String ending) throws Exception {
    stand.upstream().answers(endless(recording, first, again));

    Answer answer = stand.ask(Requests.forRecording(recording, "cut-" + model));
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
  void aStreamOfArrayItemsOrEventsThatTellUsageEndsAtItsCap() throws Exception {
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked("text/event-stream"));
          for (int tokens = 5; leg.closedWithin(Duration.ofMillis(1)).isEmpty(); tokens += 5) {
            leg.chunk(
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"and so on \"}],"
                    + "\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{"
                    + "\"promptTokenCount\":10,\"candidatesTokenCount\":"
                    + tokens
                    + "},\"modelVersion\":\"cut-gemini\"}\n\n");
          }
        });

    Answer answer = stand.ask(Requests.forRecording(Recording.GEMINI_STREAM, "cut-gemini"));

    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.clean(), answer::toString);
    assertTrue(answer.text().contains("finishReason"), answer::text);
    assertCut(stand.row(answer), CENT);
  }

  @Test
  void aTurnOnASocketThatReachesItsCapEndsInItsDialect() throws Exception {
    List<String> events = ResponsesTalk.events();
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              socket.hear();
              socket.sayAll(events.subList(0, 18));
              while (true) {
                socket.say(events.get(19));
              }
            }));
    try (SocketClient client = ResponsesTalk.connect(stand.gateway().port())) {
      client.say(ResponsesTalk.asking("cut-socket"));
      String heard = client.hear();
      while (!heard.contains("is reached")) {
        heard = client.hear();
      }
      assertTrue(heard.contains("response."), heard);
    }
    assertCut(row("cut-socket"), CENT);
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
