package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertTold;
import static tollgate.dist.kit.ResponsesTalk.asking;
import static tollgate.dist.kit.ResponsesTalk.wish;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.dist.kit.Alone;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.FakeSocket;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Head;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Metered;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.ResponsesTalk;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.SocketClient;
import tollgate.dist.kit.Stand;

/** The Responses API over WebSocket: every turn a call of its own. */
@Alone
@Timeout(60)
class SocketIT {
  private static final String PATH = ResponsesTalk.PATH;
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final List<String> EVENTS = ResponsesTalk.events();

  @TempDir private static Path folder;
  private static Stand stand;

  /** What the provider heard and how its sockets ended, in order. */
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final CompletableFuture<String> farewell = new CompletableFuture<>();

  @BeforeAll
  static void start() throws Exception {
    stand =
        Stand.in(
            folder,
            settings ->
                Stand.neverOpeningABreaker(settings)
                    .set("limits.max-request-body-bytes", "4000000")
                    .provider(
                        "plain", NOWHERE, "type = \"openai-compatible\"", "models = [\"plain-\"]")
                    .provider("gone", NOWHERE, "models = [\"gone-\"]"));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  /** A socket opened as the tool does whose sockets these are. */
  private static SocketClient codex(String... more) {
    return ResponsesTalk.connect(stand.gateway().port(), more);
  }

  private static Row row(String model) throws Exception {
    return stand.ledger().ended("requested_model", model);
  }

  /** Answers every turn as recorded. */
  private void answering() {
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              while (true) {
                heard.add(socket.hear());
                socket.sayAll(EVENTS);
              }
            }));
  }

  /** Begins to answer a turn and then waits for the gateway to leave. */
  private void stalling(int events) {
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              heard.add(socket.hear());
              socket.sayAll(EVENTS.subList(0, events));
              farewell.complete(socket.farewell());
            }));
  }

  @Test
  void aTurnIsRelayedAsItIsAndHasARowOfItsOwn() throws Exception {
    answering();
    try (SocketClient client = codex()) {
      client.say(asking("metered"));

      assertEquals(EVENTS, client.hear(EVENTS.size()));
    }
    Row row = row("metered");
    assertEquals(asking("metered"), heard.take());
    assertEquals(Metered.of(Recording.RESPONSES_STREAM), Metered.of(row));
    assertEquals(
        "settled exact 200",
        row.text("state") + " " + row.text("provenance") + " " + row.text("status"));
    assertEquals("codex " + ResponsesTalk.SESSION, row.text("tool") + " " + row.text("session"));
    assertEquals("GET " + PATH, row.text("method") + " " + row.text("path"));
    assertEquals("fake", row.text("provider"));
    assertEquals(1, row.number("attempts"));
  }

  @Test
  void theProviderSeesTheClientsFieldsUnderItsOwnCredential() throws Exception {
    answering();
    try (SocketClient client = codex("x-admin-token", "secret")) {
      client.say(asking("fields"));
      assertEquals(EVENTS, client.hear(EVENTS.size()));
    }
    Received wish = stand.upstream().last();
    assertEquals(List.of("Bearer " + GatewaySettings.CREDENTIAL), wish.all("authorization"));
    assertEquals(List.of(ResponsesTalk.SESSION + ":0"), wish.all("x-codex-window-id"));
    assertEquals(List.of("responses_websockets=2026-02-06"), wish.all("openai-beta"));
    assertEquals(List.of(), wish.all("x-admin-token"));
    assertEquals(List.of(), wish.all("sec-websocket-extensions"));
    assertEquals(1, wish.all("sec-websocket-key").size());
  }

  @Test
  void whatTheProviderSaysBesideTheHandshakeReachesTheClient() throws Exception {
    stand
        .upstream()
        .answers(
            FakeSocket.talking(
                socket -> farewell.complete(socket.farewell()),
                new Field("x-codex-turn-state", "sticky"),
                new Field("set-cookie", "__dashboard_session=stolen")));
    try (RawClient client = stand.gateway().connect()) {
      Head head = client.send(wish(PATH)).head();

      assertEquals(Optional.of("sticky"), head.first("x-codex-turn-state"));
      assertEquals(Optional.empty(), head.first("set-cookie"));
    }
  }

  @Test
  void theTurnsOfASocketHaveTheirOwnRows() throws Exception {
    answering();
    try (SocketClient client = codex()) {
      client.say(asking("turn-1"));
      assertEquals(EVENTS, client.hear(EVENTS.size()));
      client.say(asking("turn-2"));
      assertEquals(EVENTS, client.hear(EVENTS.size()));
    }
    assertEquals(
        List.of("settled 310", "settled 310"),
        List.of(row("turn-1"), row("turn-2")).stream()
            .map(row -> row.text("state") + " " + row.text("output_tokens"))
            .toList());
    assertEquals(1, stand.upstream().received().size());
  }

  @Test
  void aTurnOpenedWhileOneRunsWaitsForItsEnd() throws Exception {
    var goOn = new CountDownLatch(1);
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              heard.add(socket.hear());
              socket.say(EVENTS.getFirst());
              goOn.await(20, TimeUnit.SECONDS);
              socket.say(EVENTS.getLast());
              heard.add(socket.hear());
              socket.say(EVENTS.getLast());
              farewell.complete(socket.farewell());
            }));
    try (SocketClient client = codex()) {
      client.say(asking("first"));
      assertEquals(EVENTS.getFirst(), client.hear());
      client.say(asking("second"));
      client.say("{\"type\":\"response.cancel\"}");
      assertEquals(asking("first"), heard.take());
      assertEquals(null, heard.peek());
      goOn.countDown();

      assertEquals(List.of(EVENTS.getLast(), EVENTS.getLast()), client.hear(2));
    }
    assertEquals(asking("second"), heard.take());
    assertEquals("settled", row("first").text("state"));
    assertEquals("settled", row("second").text("state"));
  }

  @Test
  void messagesOfMegabytesAndInPiecesArriveAsTheyWere() throws Exception {
    String long1 = asking("long").replace("Why?", "Why? " + "\u6f22 padding ".repeat(250_000));
    String delta =
        "{\"type\":\"response.output_text.delta\",\"delta\":\"" + "x".repeat(3_000_000) + "\"}";
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              heard.add(Digest.of(socket.hear()));
              socket.sayInPieces(delta, 100_000);
              socket.ping();
              socket.say(delta);
              socket.sayAll(EVENTS);
              farewell.complete(socket.farewell());
            }));
    try (SocketClient client = codex()) {
      client.sayInPieces(long1, 300_001);

      assertEquals(Digest.of(delta), Digest.of(client.hear()));
      assertEquals(Digest.of(delta), Digest.of(client.hear()));
      assertEquals(EVENTS, client.hear(EVENTS.size()));
    }
    assertEquals(Digest.of(long1), heard.take());
    assertEquals("settled exact", row("long").text("state") + " " + row("long").text("provenance"));
  }

  @Test
  void aMessageThatIsTooLongEndsTheSocket() throws Exception {
    stalling(0);
    try (SocketClient client = codex()) {
      client.say(asking("x".repeat(4_000_000)));

      assertTrue(client.farewell().startsWith("1009"), client.farewell());
    }
    assertEquals(null, heard.poll());
  }

  @Test
  void aMessageNobodyCanReadIsRefusedAndNotSent() throws Exception {
    answering();
    try (SocketClient client = codex()) {
      client.say("{oops");
      Json error = Json.parse(client.hear());
      client.say("{\"type\":\"response.create\",\"input\":[]}");
      Json nameless = Json.parse(client.hear());

      assertEquals("error 400", error.at("type").text() + " " + error.at("status").text());
      assertEquals("request.bad_json", error.at("error", "code").text());
      assertEquals("request.model_missing", nameless.at("error", "code").text());
      assertEquals(null, heard.peek());
    }
  }

  @Test
  void aModelTheKeyMayNotUseIsRefusedAndTheSocketGoesOn() throws Exception {
    answering();
    Json key = key("{\"name\":\"narrow\",\"models\":[\"allowed\"]}");
    try (SocketClient client =
        SocketClient.to(
            stand.gateway().port(), PATH, "authorization", "Bearer " + key.at("key").text())) {
      client.say(asking("forbidden"));
      Json error = Json.parse(client.hear());
      client.say(asking("allowed"));

      assertEquals("key.model_not_allowed", error.at("error", "code").text());
      assertEquals("403", error.at("status").text());
      assertEquals(EVENTS, client.hear(EVENTS.size()));
      assertEquals(asking("allowed"), heard.take());
      assertEquals("refused", row("forbidden").text("state"));
      assertEquals("narrow", row("allowed").text("key_name"));
    }
  }

  @Test
  void aModelOfAnotherProviderIsRefusedByName() throws Exception {
    answering();
    try (SocketClient client = codex()) {
      client.say(asking("plain-7"));
      Json error = Json.parse(client.hear());

      assertEquals("request.other_provider", error.at("error", "code").text());
      assertTrue(error.at("error", "message").text().contains("plain"), error::toString);
      assertEquals(null, heard.peek());
    }
  }

  private static Json key(String terms) throws Exception {
    Answer made =
        stand.ask(
            Ask.post("/admin/keys", terms).with("x-admin-token", stand.gateway().adminToken()));
    assertEquals(201, made.status(), made::toString);
    return made.json();
  }

  @Test
  void aKeyThatIsRevokedIsRefusedBeforeAnyUpgrade() throws Exception {
    Json key = key("{\"name\":\"gone\"}");
    stand.ask(
        Ask.of("DELETE", "/admin/keys/" + key.at("id").text())
            .with("x-admin-token", stand.gateway().adminToken()));

    Answer answer = stand.ask(wish(PATH).with("authorization", "Bearer " + key.at("key").text()));

    assertTold(answer, 401, "key.revoked");
    assertEquals(List.of(), stand.upstream().received());
  }

  @ParameterizedTest
  @CsvSource({
    "404, 426, request.upgrade_refused",
    "503, 426, request.upgrade_refused",
    "200, 426, request.upgrade_refused",
    "401, 401, upstream.error",
    "403, 403, upstream.error",
    "429, 429, upstream.error"
  })
  void whatTheProviderRefusesIsToldByAStatus(int said, int told, String code) throws Exception {
    stand.upstream().answers(Scripts.status(said, "no", new Field("retry-after", "7")));
    long rows = stand.ledger().count("call");

    Answer answer = stand.ask(wish(PATH));

    assertTold(answer, told, code);
    assertEquals(told == 426 ? "websocket" : "", answer.first("upgrade").orElse(""));
    assertEquals(told == 426 ? "" : "7", answer.first("retry-after").orElse(""));
    assertEquals(rows, stand.ledger().count("call"));
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions, ''", "/v1/responses, plain", "/v1/responses, gone"})
  void whereNobodyTakesOneTheWishIsRefusedAtOnce(String path, String provider) throws Exception {
    long rows = stand.ledger().count("call");
    long begin = System.nanoTime();

    Answer answer =
        stand.ask(provider.isEmpty() ? wish(path) : wish(path).with("x-provider", provider));

    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTold(answer, 426, "request.upgrade_refused");
    assertEquals("websocket", answer.first("upgrade").orElse(""));
    assertTrue(millis < 1000, "refused after " + millis + " ms");
    assertEquals(List.of(), stand.upstream().received());
    assertEquals(rows, stand.ledger().count("call"));
  }

  @ParameterizedTest
  @CsvSource({"1000, done", "4001, own words", "1013, later"})
  void aFarewellOfTheProvidersReachesTheClient(int code, String reason) throws Exception {
    stand.upstream().answers(FakeSocket.talking(socket -> socket.close(code, reason)));
    try (SocketClient client = codex()) {
      assertEquals(code + " " + reason, client.farewell());
    }
  }

  @Test
  void aFarewellOfTheClientsReachesTheProvider() throws Exception {
    stand.upstream().answers(FakeSocket.talking(socket -> farewell.complete(socket.farewell())));
    try (SocketClient client = codex()) {
      client.close(4003, "bye");

      assertEquals("4003 bye", farewell.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aClientThatLeavesInATurnEndsItAtOnce() throws Exception {
    stalling(5);
    try (SocketClient client = codex()) {
      client.say(asking("left"));
      assertEquals(EVENTS.subList(0, 5), client.hear(5));
      long begin = System.nanoTime();
      client.abort();

      assertTrue(farewell.get(20, TimeUnit.SECONDS).startsWith("1001"), farewell::toString);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      assertTrue(millis <= 250, "told after " + millis + " ms");
    }
    Row row = row("left");
    assertEquals("aborted", row.text("state"));
    assertEquals("estimated", row.text("provenance"));
    assertTrue(row.number("input_tokens") > 0, row::toString);
  }

  @Test
  void aProviderThatIsLostInATurnFailsIt() throws Exception {
    stand
        .upstream()
        .answers(
            FakeSocket.talking(socket -> {
              heard.add(socket.hear());
              socket.sayAll(EVENTS.subList(0, 5));
            }));
    try (SocketClient client = codex()) {
      client.say(asking("lost"));

      assertEquals(EVENTS.subList(0, 5), client.hear(5));
      assertTrue(client.farewell().startsWith("1011"), client.farewell());
    }
    Row row = row("lost");
    assertEquals("failed upstream.broke", row.text("state") + " " + row.text("error_code"));
    assertTrue(row.number("input_tokens") > 0, row::toString);
  }

  @Test
  void aTurnTheOperatorStopsIsEndedInItsLanguage() throws Exception {
    stalling(4);
    try (SocketClient client = codex()) {
      client.say(asking("stopped"));
      assertEquals(EVENTS.subList(0, 4), client.hear(4));
      Json calls = stand.gateway().see("/admin/calls").json().at("calls");
      assertEquals(1, calls.elements().size(), calls::toString);
      String id = calls.at(0, "id").text();
      stand.ask(
          Ask.post("/admin/calls/" + id + "/stop", "{}")
              .with("x-admin-token", stand.gateway().adminToken()));

      String last = client.hear();
      while (!last.contains("\"response.incomplete\"") && !last.contains("\"response.failed\"")) {
        last = client.hear();
      }
      assertTrue(client.farewell().startsWith("1008"), client.farewell());
      assertEquals("aborted", stand.ledger().ended(id).text("state"));
    }
    assertTrue(farewell.get(20, TimeUnit.SECONDS).startsWith("1001"), farewell::toString);
  }

  /** It has no place on a socket; the tool posts it between two turns. */
  @Test
  void compactingIsACallOfItsOwn() throws Exception {
    stand
        .upstream()
        .answers(
            Scripts.json(
                "{\"id\":\"cmp_1\",\"object\":\"response.compaction\",\"output\":[],\"usage\":"
                    + "{\"input_tokens\":1000,\"input_tokens_details\":{\"cached_tokens\":900},"
                    + "\"output_tokens\":300}}"));

    Answer answer =
        stand.ask(Ask.post(PATH + "/compact", "{\"model\":\"gpt-5-2025-08-07\",\"input\":[]}"));

    // 100 × 1.25 + 900 × 0.125 + 300 × 10
    assertEquals(new Metered(100, 300, 900, 0, 0, 0, 3_237_500), Metered.of(stand.row(answer)));
  }

  @Test
  void aGatewayThatGoesDownLetsTurnsFinishAndClosesSockets(@TempDir Path other) throws Exception {
    var goOn = new CountDownLatch(1);
    try (Stand own = Stand.in(other, settings -> settings)) {
      own.upstream()
          .answers(
              FakeSocket.talking(socket -> {
                heard.add(socket.hear());
                socket.say(EVENTS.getFirst());
                goOn.await(20, TimeUnit.SECONDS);
                socket.say(EVENTS.getLast());
                farewell.complete(socket.farewell());
              }));
      try (SocketClient busy = SocketClient.to(own.gateway().port(), PATH);
          SocketClient idle = SocketClient.to(own.gateway().port(), PATH)) {
        busy.say(asking("drained"));
        assertEquals(EVENTS.getFirst(), busy.hear());

        own.gateway().terminate();
        assertTrue(idle.farewell().startsWith("1001"), idle.farewell());
        goOn.countDown();

        assertEquals(EVENTS.getLast(), busy.hear());
        assertTrue(busy.farewell().startsWith("1001"), busy.farewell());
      }
      own.end();
      assertEquals("settled", own.ledger().ended("requested_model", "drained").text("state"));
    }
  }
}
