package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RecordedRequest;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Several callers at one cap of a running gateway, at $1 and $10 a million tokens. */
@Timeout(120)
class CapsTogetherIT {
  private static final long CENT = 10_000_000;
  private static final Duration PACE = Duration.ofMillis(1);

  /** What one call of the crowd uses: 30 tokens of prompt and 200 of output. */
  private static final long ONE_OF_THE_CROWD = 30 * 1_000 + 200 * 10_000;

  /** Fewer than a crowd of 64 holds at once, and more than it spends. */
  private static final String CROWD_USD = "0.135";

  private static final String POLICY =
      """
      export function decide(call) {
        const purse = call.instance || call.model.split('-')[0];
        return {
          shared: [tag('purse', 'shared'), cap('shared', { usd: 0.02, per: 'day', by: 'tag:purse' })],
          family: cap('family', { usd: 0.02, per: 'session' }),
          crowd: cap('crowd', { usd: %s, per: 'day', by: 'model' }),
          team: cap('team', { usd: 25, per: 'month', by: 'instance' }),
          leaving: cap('leaving', { usd: 1, per: 'day', by: 'model' }),
        }[purse];
      }
      """
          .formatted(CROWD_USD);

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    Path policies = Files.createDirectories(folder.resolve("data/policies"));
    Files.writeString(policies.resolve("caps.js"), POLICY);
    stand = Stand.in(folder, CapsTogetherIT::priced);
  }

  private static GatewaySettings priced(GatewaySettings settings) {
    for (String model : List.of("shared-one", "shared-other", "family", "crowd", "leaving")) {
      settings = settings.price(model, "1", "10", "0.1", "1.25", "2");
    }
    for (String model : List.of("gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash")) {
      settings = settings.price(model, "15", "75", "1.5", "18.75", "30");
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
      while (leg.closedWithin(PACE).isEmpty()) {
        leg.chunk(events.get(again));
      }
    };
  }

  /** All at once. */
  private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> one : threads.invokeAll(calls)) {
        answers.add(one.get());
      }
    }
    return answers;
  }

  private static void assertAllCut(List<Answer> answers) throws Exception {
    for (Answer answer : answers) {
      LedgerFile.Row row = stand.row(answer);
      assertEquals(200, answer.status(), answer::toString);
      assertTrue(answer.clean(), answer::toString);
      assertEquals("budget.reached", row.text("error_code"), row::toString);
      assertTrue(row.number("cost_nanos") > 0, row::toString);
    }
  }

  /** Once every row is final: an answer may be there some milliseconds before. */
  private static long spent(String condition, String value) throws Exception {
    return Eventually.found(
        "what was spent by calls that have all ended",
        () ->
            stand
                .ledger()
                .ask(
                    "SELECT sum(cost_nanos) AS cost, sum(ended_at IS NULL) AS open FROM call WHERE "
                        + condition
                        + " = ?",
                    value)
                .stream()
                .filter(row -> row.number("open") == 0)
                .map(row -> row.number("cost"))
                .findFirst());
  }

  private static void assertJustSpent(long most, long spent) {
    assertTrue(spent <= most, () -> spent + " of " + most);
    assertTrue(spent > most * 95 / 100, () -> spent + " of " + most);
  }

  @Test
  void twoToolsOnOneCapAreCutWhenBothTogetherHaveSpentIt() throws Exception {
    Script messages = endless(Recording.MESSAGES_STREAM, 18, 21);
    Script responses = endless(Recording.RESPONSES_STREAM, 18, 19);
    stand
        .upstream()
        .answers((request, leg) ->
            (request.target().startsWith("/v1/messages") ? messages : responses)
                .play(request, leg));
    Ask one =
        Requests.forRecording(Recording.MESSAGES_STREAM, "shared-one")
            .with("user-agent", "claude-cli/2.1.329 (external, sdk-cli)")
            .with("x-claude-code-session-id", "091c6bb0-bdd2-48ee-a1ad-d968ac00a2ce");
    Ask other =
        Requests.forRecording(Recording.RESPONSES_STREAM, "shared-other")
            .with("user-agent", "codex_exec/0.169.0 (Debian 12.0.0; x86_64) dumb")
            .with("originator", "codex_exec");

    List<Answer> answers = together(List.of(() -> stand.ask(one), () -> stand.ask(other)));

    assertAllCut(answers);
    assertEquals("claude-code", stand.row(answers.getFirst()).text("tool"));
    assertEquals("codex", stand.row(answers.getLast()).text("tool"));
    assertJustSpent(2 * CENT, spent("substr(requested_model, 1, 7)", "shared-"));
    assertEquals(429, stand.ask(other).status(), "Codex obeys 429 where others obey 402");
    assertEquals(402, stand.ask(one).status());
  }

  @Test
  void fourSubAgentsAtOnceShareTheirSessionsMoney() throws Exception {
    stand.upstream().answers(endless(Recording.CHAT_STREAM, 15, 16));
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 1; i <= 4; i++) {
      Ask child = openCode("ses_child_" + i, "ses_parent");
      calls.add(() -> stand.ask(child));
    }

    assertAllCut(together(calls));
    assertJustSpent(2 * CENT, spent("root", "ses_parent"));
    assertEquals(402, stand.ask(openCode("ses_parent", "")).status());
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));
    assertEquals(200, stand.ask(openCode("ses_stranger", "")).status());
  }

  private static Ask openCode(String session, String parent) {
    Ask ask =
        Requests.chatStream("family")
            .with("user-agent", "opencode/1.18.33 ai-sdk/provider-utils/4.0.23 runtime/bun/1.3.14")
            .with("x-session-affinity", session)
            .with("x-session-id", session);
    return parent.isEmpty() ? ask : ask.with("x-parent-session-id", parent);
  }

  @Test
  void of64AtOneCapNoneIsRefusedWhileThereIsRoom() throws Exception {
    stand.upstream().answers(crowded());
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 64; i++) {
      calls.add(CapsTogetherIT::patientlyFromTheCrowd);
    }

    List<Integer> statuses = together(calls).stream().map(Answer::status).distinct().toList();
    int more = 0;
    while (patientlyFromTheCrowd().status() == 200) {
      more++;
    }

    assertEquals(List.of(200), statuses);
    long spent = spent("requested_model", "crowd");
    assertEquals((64 + more) * ONE_OF_THE_CROWD, spent);
    long limit = Long.parseLong(CROWD_USD.substring(2)) * 1_000_000;
    assertTrue(spent <= limit, () -> spent + " of " + limit);
    assertTrue(limit - spent < 2 * ONE_OF_THE_CROWD, () -> spent + " of " + limit);
  }

  /** Comes again as long as it is told that waiting helps, as tools do. */
  private static Answer patientlyFromTheCrowd() throws IOException {
    Answer answer = stand.ask(Requests.chatStream("crowd"));
    while (answer.status() == 429 && answer.first("retry-after").isPresent()) {
      answer = stand.ask(Requests.chatStream("crowd"));
    }
    return answer;
  }

  private static Script crowded() {
    String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"crowd\",";
    String text =
        chunk
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word"
            + " \"},\"finish_reason\":null}]}\n\n";
    String last =
        chunk
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{"
            + "\"prompt_tokens\":30,\"completion_tokens\":200,\"total_tokens\":230}}\n\n";
    return (request, leg) -> {
      leg.head(200, Scripts.chunked("text/event-stream"));
      for (int word = 0; word < 20 && leg.closedWithin(PACE).isEmpty(); word++) {
        leg.chunk(text);
      }
      leg.chunk(last + "data: [DONE]\n\n");
      leg.endChunks();
    };
  }

  /**
   * BerriAI/litellm#38647 and #27509 with real requests: at their worst, these cost over $100. More
   * than half of them are for a model that reasons unseen, and hold what they may write at most.
   */
  @Test
  void aBudgetOf25DollarsLets64RecordedRequestsOfRealToolsRunAtOnce() throws Exception {
    var arrived = new CountDownLatch(64);
    stand
        .upstream()
        .answers((request, leg) -> {
          var recorded =
              new RecordedRequest("", Map.of(), Ask.post(request.target(), request.body()));
          arrived.countDown();
          arrived.await(20, TimeUnit.SECONDS);
          Scripts.recorded(recorded.answer()).play(request, leg);
        });
    List<RecordedRequest> all = RecordedRequest.all();
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 64; i++) {
      Ask ask = all.get(i % all.size()).ask().instead("x-agent-name", "team");
      calls.add(() -> stand.ask(ask));
    }

    List<Answer> answers = together(calls);

    assertEquals(0, arrived.getCount(), "some had to wait");
    for (Answer answer : answers) {
      assertEquals(200, answer.status(), answer::toString);
      assertTrue(answer.first("x-tollgate-budget-left").isPresent(), answer::toString);
      int allowed = answer.first("x-tollgate-clamped").map(Integer::parseInt).orElse(2_048);
      assertTrue(allowed >= 2_048, answer::toString);
    }
  }

  @Test
  void whatACallHeldIsFreeAgainOnceItsClientHasLeft() throws Exception {
    stand.upstream().answers(endless(Recording.CHAT_STREAM, 15, 16));
    Ask ask = Requests.chatStream("leaving");
    try (RawClient client = stand.gateway().connect()) {
      client.send(ask).reply(ask).body().exactly(100);
      Eventually.holds("a hold", () -> leased("leaving").signum() > 0);
    }

    Eventually.holds("nothing held", () -> leased("leaving").signum() == 0);
    LedgerFile.Row row = stand.ledger().ended("requested_model", "leaving");
    assertEquals("aborted", row.text("state"), row::toString);
    assertTrue(row.number("cost_nanos") < CENT, row::toString);
  }

  private static BigDecimal leased(String cap) throws IOException {
    return stand.gateway().see("/admin/budgets").json().at("budgets").elements().stream()
        .filter(budget -> budget.at("cap").text().equals(cap))
        .map(budget -> budget.at("leased"))
        .findFirst()
        .map(Json::decimal)
        .orElseThrow();
  }
}
