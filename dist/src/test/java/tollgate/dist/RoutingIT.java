package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertTold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.DeadPort;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/**
 * Who serves a call when the first cannot. Every test has a provider of its own, because one that
 * turned a call down is left alone for a while.
 */
class RoutingIT {
  private static final int FAILURES = 4;
  private static final String STAND_IN = "fallback = [\"second\"]";

  @TempDir private static Path folder;
  private static Stand stand;
  private static FakeUpstream second;

  @BeforeAll
  static void start() throws Exception {
    second = FakeUpstream.start();
    stand = Stand.in(folder, RoutingIT::settings);
  }

  private static GatewaySettings settings(GatewaySettings settings) {
    URI first = settings.firstAddress();
    try {
      return settings
          .set("upstream.max-retries", "0") // lists are asked of those who are away as well
          .set("upstream.breaker.open-after", Integer.toString(FAILURES))
          .provider("second", second.address(), "models = [\"claude\", \"m\"]")
          .provider("third", second.address(), "models = [\"m\"]")
          .provider("limited", first, STAND_IN)
          .provider("busy", first, STAND_IN)
          .provider("overloaded", first, STAND_IN)
          .provider("failing", first, STAND_IN)
          .provider("both", first, "fallback = [\"third\"]")
          .provider("dead", DeadPort.refusing(), STAND_IN)
          .provider("claude", first, "type = \"anthropic\"", "models = [\"none\"]")
          .provider(
              "pair",
              first,
              "[[provider.account]]",
              "name = \"one\"",
              "credential = \"secret-1\"",
              "[[provider.account]]",
              "name = \"two\"",
              "credential = \"secret-2\"");
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
    second.close();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
    second.reset();
  }

  private static Ask asking(String provider) {
    return Requests.messagesStream("m").with("x-provider", provider);
  }

  private static List<String> attempts(Row row) throws Exception {
    return stand
        .ledger()
        .ask("SELECT * FROM attempt WHERE call = ? ORDER BY number", row.number("id"))
        .stream()
        .map(one ->
            String.join(
                " ",
                one.text("provider"),
                one.text("account"),
                Long.toString(one.number("status")),
                one.text("outcome"),
                one.text("error")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"limited, 429, limited", "busy, 503, busy", "overloaded, 529, busy"})
  void aStreamThatIsTurnedDownIsServedWholeByWhoStandsIn(String id, int status, String why)
      throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand.upstream().answers(Scripts.status(status, "not now"));
    second.answers(Scripts.recorded(recording));

    Answer answer = stand.ask(asking(id));

    assertTrue(answer.clean(), answer::toString);
    assertEquals(Digest.of(recording.bytes()), answer.sha256());
    assertEquals(Optional.of("second"), answer.first("x-tollgate-provider"));
    assertEquals(Optional.of("2"), answer.first("x-tollgate-attempts"));
    assertArrayEquals(stand.upstream().last().body(), second.last().body());
    Row row = stand.row(answer);
    assertEquals("settled second", row.text("state") + " " + row.text("provider"));
    assertEquals("ok", row.text("cost_status"));
    assertEquals(
        List.of(id + "  " + status + " refused " + why, "second  200 answered "), attempts(row));

    stand.ask(asking(id));
    assertEquals(1, stand.upstream().received().size(), "it is left alone meanwhile");
  }

  @Test
  void whoCannotBeReachedIsStoodInFor() throws Exception {
    second.answers(Scripts.recorded(Recording.MESSAGES_STREAM));

    Answer answer = stand.ask(asking("dead"));

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(
        List.of("dead  0 failed upstream.unreachable", "second  200 answered "),
        attempts(stand.row(answer)));
  }

  @Test
  void whoseBreakerIsOpenIsStoodInFor() throws Exception {
    stand.upstream().answers(Scripts.status(500, "broken"));
    second.answers(Scripts.recorded(Recording.MESSAGES_STREAM));
    for (int i = 0; i < FAILURES; i++) {
      assertEquals(500, stand.ask(asking("failing")).status(), "a 500 may have been billed");
    }
    assertEquals(0, second.received().size());

    Answer answer = stand.ask(asking("failing"));

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(FAILURES, stand.upstream().received().size());
    assertEquals("second", stand.row(answer).text("provider"));
  }

  @Test
  void nothingMovesOnAfterTheFirstByteNorAfterABreak() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answersNext(Scripts.cutAfter(recording.contentType(), recording.events().subList(0, 1)))
        .answers(Scripts.closeBeforeHead());
    second.answers(Scripts.recorded(recording));

    assertFalse(stand.ask(asking("both")).clean());
    assertTold(stand.ask(asking("both")), 502, "upstream.broke");

    assertEquals(0, second.received().size());
  }

  @Test
  void theLastRefusalPassesUnchangedWhenNobodyServes() throws Exception {
    stand.upstream().answers(Scripts.status(429, "first", new Field("retry-after", "7")));
    second.answers(Scripts.status(429, "last", new Field("retry-after", "9")));

    Answer answer = stand.ask(Requests.messages("m").with("x-provider", "both"));

    assertEquals(429, answer.status());
    assertEquals("{\"error\":{\"message\":\"last\",\"type\":\"server_error\"}}", answer.text());
    assertEquals(Optional.of("9"), answer.first("retry-after"));
    assertEquals(Optional.of("third"), answer.first("x-tollgate-provider"));
    assertEquals("failed third", state(answer));
  }

  private static String state(Answer answer) throws Exception {
    Row row = stand.row(answer);
    return row.text("state") + " " + row.text("provider");
  }

  @Test
  void accountsServeInTurnAndOneAtItsLimitsRests() throws Exception {
    stand
        .upstream()
        .answersNext(Scripts.status(429, "spent", new Field("retry-after", "60")))
        .answers(Scripts.recorded(Recording.MESSAGES_STREAM));

    Answer first = stand.ask(asking("pair"));
    Answer next = stand.ask(asking("pair"));

    assertEquals(
        List.of("Bearer secret-1", "Bearer secret-2", "Bearer secret-2"),
        stand.upstream().received().stream()
            .map(request -> request.all("authorization").getFirst())
            .toList());
    assertEquals(
        List.of("pair one 429 refused limited", "pair two 200 answered "),
        attempts(stand.row(first)));
    assertEquals("two", stand.row(next).text("account"));
    assertEquals(Optional.empty(), next.first("x-tollgate-attempts"));
    assertEquals(
        List.of("one"),
        stand.gateway().output().events("upstream.account_rests").stream()
            .filter(event -> event.at("provider").text().equals("pair"))
            .map(event -> event.at("account").text())
            .toList());
    assertFalse(stand.gateway().output().text().contains("secret-1"));
  }

  @Test
  void aProviderOfAnotherLanguageIsRefusedByItsName() throws Exception {
    Answer answer = stand.ask(Requests.chat("m").with("x-provider", "claude"));

    assertTold(answer, 400, "request.other_dialect");
    assertTrue(answer.text().contains("claude"), answer::toString);
    assertTrue(answer.text().contains("it speaks anthropic-messages"), answer::toString);
  }

  @Test
  void listsOfModelsAreOneList() throws Exception {
    stand
        .upstream()
        .answers(Scripts.json("{\"object\":\"list\",\"data\":[{\"id\":\"m-1\", \"by\":1}]}"));
    second.answers(
        Scripts.json("{\"data\":[{\"id\":\"m-1\"},{\"id\":\"m-2\"},{\"id\":\"other\"}]}"));
    long rows = stand.ledger().count("call");

    Answer answer = stand.ask(Ask.of("GET", "/v1/models"));

    assertEquals(
        "{\"object\":\"list\",\"data\":[{\"id\":\"m-1\", \"by\":1},{\"id\":\"m-2\"}]}",
        answer.text(),
        answer::toString);
    assertEquals(Optional.of("dead"), answer.first("x-tollgate-missing"));
    assertTrue(answer.first("x-tollgate-provider").orElseThrow().startsWith("fake, second"));
    assertEquals(rows, stand.ledger().count("call"));
  }

  @Test
  void aListHasTheFormTheClientsVersionTells() throws Exception {
    String list =
        "{\"data\":[{\"id\":\"m\"}],\"has_more\":true,\"first_id\":\"m\",\"last_id\":\"m\"}";
    stand.upstream().answers(Scripts.json(list));
    second.answers(Scripts.json(list.replace("\"m\"", "\"m-2\"")));

    Answer answer =
        stand.ask(Ask.of("GET", "/v1/models?limit=1").with("anthropic-version", "2023-06-01"));

    assertEquals(
        "{\"data\":[{\"id\":\"m\"},{\"id\":\"m-2\"}],\"has_more\":false,\"first_id\":\"m\",\"last_id\":\"m-2\"}",
        answer.text(),
        answer::toString);
    assertEquals("/v1/models?limit=1000", second.last().target());
  }
}
