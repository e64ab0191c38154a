package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

@Timeout(60)
class ListenerTest {
  private static final int LIMIT = 100_000;

  private final List<String> threads = new CopyOnWriteArrayList<>();
  private volatile ExchangeService service = ListenerTest::echo;
  private Listener listener;

  @BeforeEach
  void listen() {
    listener = listener(0);
    listener.start();
  }

  private Listener listener(int port) {
    var settings = new ListenerSettings("127.0.0.1", port, 65_536, Duration.ofSeconds(30));
    ExchangeService current = exchange -> service.serve(exchange);
    return new Listener(settings, PathTable.builder().prefix("/v1/", current).build());
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(listener.port());
  }

  private static void answer(ClientExchange exchange, byte[] body, String... fields)
      throws ClientGone {
    exchange.sink().head(new ReplyHead(200, Headers.of(fields)));
    exchange.sink().write(ByteBuffer.wrap(body));
    exchange.sink().end(Headers.none());
  }

  private static void echo(ClientExchange exchange) throws ClientGone {
    byte[] body = exchange.body(LIMIT);
    answer(exchange, body, "content-length", Integer.toString(body.length));
  }

  private static String post(String body) {
    return "POST /v1/echo HTTP/1.1\r\nHost: gate\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static void assertProblem(RawConnection.Reply reply, int status, Problem problem) {
    assertEquals(status, reply.status(), reply.text());
    assertEquals("application/json", reply.field("content-type"));
    assertTrue(reply.text().contains("\"code\":\"" + problem.code() + "\""), reply.text());
    assertTrue(reply.text().contains("\"remedy\":\""), reply.text());
    assertFalse(reply.text().contains("at org."), reply.text());
    assertFalse(reply.text().contains("Exception"), reply.text());
  }

  @Test
  void givesTheServiceTheRequestAsItCame() throws IOException {
    service =
        exchange -> {
          String seen =
              String.join(
                  " ",
                  exchange.method(),
                  exchange.path(),
                  exchange.query(),
                  exchange.headers().first("X-One"),
                  exchange.headers().all("x-two").toString(),
                  exchange.peer(),
                  Boolean.toString(exchange.local()),
                  Boolean.toString(exchange.wantsWebSocket()));
          answer(exchange, seen.getBytes(StandardCharsets.UTF_8));
        };
    try (var client = connect()) {
      client.ask(
          "PATCH /v1/models/a%2Fb:generate?alt=sse&k=%20x HTTP/1.1",
          "Host: gate", "x-one: 1", "X-Two: a", "X-Two: b");

      assertEquals(
          "PATCH /v1/models/a%2Fb:generate alt=sse&k=%20x 1 [a, b] 127.0.0.1 true false",
          client.reply().text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "MKCOL", "brew"})
  void passesEveryMethod(String method) throws IOException {
    service = exchange -> answer(exchange, exchange.method().getBytes(StandardCharsets.UTF_8));
    try (var client = connect()) {
      client.say(method + " /v1/x HTTP/1.1\r\nHost: gate\r\nContent-Length: 0\r\n\r\n");

      assertEquals(method, client.reply().text());
    }
  }

  @Test
  void answersHeadWithTheLengthAndNoBody() throws IOException {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.of("content-length", "5")));
          exchange.sink().end(Headers.none());
        };
    try (var client = connect()) {
      client.ask("HEAD /v1/x HTTP/1.1", "Host: gate");
      List<String> head = client.head();

      assertTrue(head.contains("Content-Length: 5"), head.toString());
      assertFalse(head.toString().contains("chunked"), head.toString());
      client.ask("HEAD /v1/y HTTP/1.1", "Host: gate");
      assertEquals("HTTP/1.1 200 OK", client.head().getFirst());
    }
  }

  @Test
  void knowsAWishForWebSocket() throws IOException {
    service =
        exchange ->
            answer(
                exchange,
                Boolean.toString(exchange.wantsWebSocket()).getBytes(StandardCharsets.UTF_8));
    try (var client = connect()) {
      client.ask(
          "GET /v1/responses HTTP/1.1",
          "Host: gate",
          "Connection: keep-alive, Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          "Sec-WebSocket-Version: 13");

      assertEquals("true", client.reply().text());
    }
  }

  @Test
  void answersAnUnknownPathInJson() throws IOException {
    try (var client = connect()) {
      RawConnection.Reply reply = client.get("/nowhere");

      assertProblem(reply, 404, RequestProblem.REQUEST_UNKNOWN_PATH);
      assertEquals(200, client.get("/v1/x").status(), "the connection stays usable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/../admin", "/v1/%2e%2E/x", "/v1/..", "/v1/./x", "/v1/..;a=b/x", "/v1/.%2e/"})
  void refusesAPathThatClimbs(String path) throws IOException {
    try (var client = connect()) {
      assertProblem(client.get(path), 400, RequestProblem.REQUEST_BAD_HTTP);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/a..b", "/v1/...", "/v1/a%2Fb", "/v1//x", "/v1/a;b", "/v1/%25"})
  void passesAnOddPathThatDoesNotClimb(String path) throws IOException {
    service = exchange -> answer(exchange, exchange.path().getBytes(StandardCharsets.UTF_8));
    try (var client = connect()) {
      assertEquals(path, client.get(path).text());
    }
  }

  @Test
  void namesNoServerAndOneDate() throws IOException {
    service = exchange -> answer(exchange, new byte[0], "date", "Mon, 01 Jan 2024 00:00:00 GMT");
    try (var client = connect()) {
      RawConnection.Reply relayed = client.get("/v1/x");
      RawConnection.Reply own = client.get("/nowhere");

      assertEquals(List.of("Mon, 01 Jan 2024 00:00:00 GMT"), relayed.all("date"));
      assertEquals(1, own.all("date").size());
      for (var reply : List.of(relayed, own)) {
        assertEquals(List.of(), reply.all("server"));
        assertEquals(List.of(), reply.all("x-powered-by"));
      }
    }
  }

  @Test
  void passesALongHeaderValue() throws IOException {
    service =
        exchange ->
            answer(exchange, exchange.headers().first("x-long").getBytes(StandardCharsets.UTF_8));
    String value = "v".repeat(40_000);
    try (var client = connect()) {
      client.say("GET /v1/x HTTP/1.1\r\nHost: gate\r\nX-Long: " + value + "\r\n\r\n");

      assertEquals(value, client.reply().text());
    }
  }

  @Test
  void passesALongReplyHead() throws IOException {
    String value = "v".repeat(40_000);
    service = exchange -> answer(exchange, new byte[0], "x-long", value, "content-length", "0");
    try (var client = connect()) {
      assertEquals(value, client.get("/v1/x").field("x-long"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-header-%05d: some value\r\n", "a:%d\r\n"})
  void refusesTenThousandHeaders(String field) throws IOException {
    var head = new StringBuilder("GET /v1/x HTTP/1.1\r\nHost: gate\r\n");
    for (int i = 0; i < 10_000; i++) {
      head.append(field.formatted(i % 10));
    }
    try (var client = connect()) {
      client.say(head.append("\r\n").toString());

      assertProblem(client.reply(), 431, RequestProblem.REQUEST_HEAD_TOO_LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET /v1/x HTTP/1.1\r\nHo st: x\r\n\r\n"})
  void refusesWhatIsNotHttp(String garbage) throws IOException {
    try (var client = connect()) {
      client.say(garbage);

      assertProblem(client.reply(), 400, RequestProblem.REQUEST_BAD_HTTP);
    }
  }

  @Test
  void refusesAnotherVersionOfHttp() throws IOException {
    try (var client = connect()) {
      client.ask("GET /v1/x HTTP/7.3", "Host: gate");

      assertProblem(client.reply(), 505, RequestProblem.REQUEST_HTTP_VERSION);
    }
  }

  @Test
  void readsABodyOfKnownLengthIntoExactlySoMuch() throws IOException {
    byte[] body = new byte[99_999];
    new Random(7).nextBytes(body);
    try (var client = connect()) {
      client.ask("POST /v1/x HTTP/1.1", "Host: gate", "Content-Length: 99999").say(body);

      assertArrayEquals(body, client.reply().body());
    }
  }

  @Test
  void readsABodyInChunks() throws IOException {
    try (var client = connect()) {
      client.ask("POST /v1/x HTTP/1.1", "Host: gate", "Transfer-Encoding: chunked");
      String body = "0123456789abcdef".repeat(256);
      for (int i = 0; i < 20; i++) {
        client.say("1000\r\n" + body + "\r\n");
      }
      client.ask("0");

      assertEquals(body.repeat(20), client.reply().text());
    }
  }

  @Test
  void asksForTheBodyWhenTheClientWaitsForThat() throws IOException {
    try (var client = connect()) {
      client.ask("POST /v1/x HTTP/1.1", "Host: gate", "Expect: 100-continue", "Content-Length: 4");

      assertEquals("HTTP/1.1 100 Continue", client.head().getFirst());
      client.say("body");
      assertEquals("body", client.reply().text());
    }
  }

  @Test
  void refusesAnAnnouncedLengthBeforeAskingForTheBody() throws IOException {
    try (var client = connect()) {
      client.ask(
          "POST /v1/x HTTP/1.1", "Host: gate", "Expect: 100-continue", "Content-Length: 100001");

      assertProblem(client.reply(), 413, RequestProblem.REQUEST_TOO_LARGE);
    }
  }

  @Test
  void refusesChunksThatAddUpToTooMuch() throws IOException {
    try (var client = connect()) {
      client.ask("POST /v1/x HTTP/1.1", "Host: gate", "Transfer-Encoding: chunked");
      client.say("186A1\r\n").say(new byte[100_001]);

      assertProblem(client.reply(), 413, RequestProblem.REQUEST_TOO_LARGE);
    }
  }

  @Test
  void letsAClientThatIsStillSendingReadItsRefusal() throws Exception {
    byte[] much = new byte[20_000_000];
    for (int i = 0; i < 5; i++) {
      try (var client = connect()) {
        client.ask("POST /v1/x HTTP/1.1", "Host: gate", "Content-Length: " + much.length);
        client.say(much); // blocks when nobody reads, breaks when the connection is reset

        assertProblem(client.reply(), 413, RequestProblem.REQUEST_TOO_LARGE);
      }
    }
  }

  @Test
  void refusesATruncatedBody() throws IOException {
    try (var client = connect()) {
      client.say("POST /v1/x HTTP/1.1\r\nHost: gate\r\nContent-Length: 10\r\n\r\nfour");
      client.closeHalf();

      RawConnection.Reply reply = client.reply();

      assertProblem(reply, 400, RequestProblem.REQUEST_TRUNCATED);
      assertTrue(reply.text().contains("after 4 bytes"), reply.text());
    }
  }

  @Test
  void keepsTheLengthOfAReplyAndSendsChunksWithoutOne() throws IOException {
    try (var client = connect()) {
      RawConnection.Reply known = client.say(post("12345")).reply();
      service = exchange -> answer(exchange, new byte[] {'a'});
      RawConnection.Reply unknown = client.get("/v1/x");

      assertEquals("5", known.field("content-length"));
      assertEquals("", known.field("transfer-encoding"));
      assertEquals("", unknown.field("content-length"));
      assertEquals("chunked", unknown.field("transfer-encoding"));
      assertEquals("a", unknown.text());
    }
  }

  @Test
  void sendsTrailersAfterTheBody() throws IOException {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.none()));
          exchange.sink().write(ByteBuffer.wrap("data".getBytes(StandardCharsets.UTF_8)));
          exchange.sink().end(Headers.of("x-checksum", "abc"));
        };
    try (var client = connect()) {
      client.ask("GET /v1/x HTTP/1.1", "Host: gate").head();

      assertEquals("data", new String(client.chunk(), StandardCharsets.UTF_8));
      assertEquals(0, client.chunk().length);
      assertEquals(List.of("x-checksum: abc"), client.head());
    }
  }

  @Test
  void answersABugWithAProblemAndKeepsTheConnection() throws IOException {
    service =
        exchange -> {
          throw new IllegalStateException("secret detail");
        };
    try (var client = connect()) {
      RawConnection.Reply reply = client.get("/v1/x");
      service = ListenerTest::echo;

      assertProblem(reply, 500, GatewayProblem.GATEWAY_BUG);
      assertTrue(reply.text().contains("\"id\":\""), "the log can be searched for it");
      assertFalse(reply.text().contains("secret"), reply.text());
      assertEquals("x", client.say(post("x")).reply().text());
    }
  }

  @Test
  void answersForAServiceThatForgot() throws IOException {
    service = exchange -> {};
    try (var client = connect()) {
      assertProblem(client.get("/v1/x"), 500, GatewayProblem.GATEWAY_BUG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: close\r\n"})
  void breaksAReplyOffSoThatItIsSeen(String field) throws IOException {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.none()));
          exchange.sink().write(ByteBuffer.wrap("data".getBytes(StandardCharsets.UTF_8)));
          exchange.sink().abort();
        };
    try (var client = connect()) {
      client.say("GET /v1/x HTTP/1.1\r\nHost: gate\r\n" + field + "\r\n").head();

      assertEquals("data", new String(client.chunk(), StandardCharsets.UTF_8));
      assertEquals("", client.rest(), "no last chunk");
    }
  }

  @Test
  void resetsAReplyToAnOldClientThatWouldTakeAnEndForGood() throws IOException {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.none()));
          exchange.sink().write(ByteBuffer.wrap("data".getBytes(StandardCharsets.UTF_8)));
          exchange.sink().abort();
        };
    try (var client = connect()) {
      client.ask("GET /v1/x HTTP/1.0");

      assertThrows(IOException.class, client::rest, "reset by peer");
    }
  }

  @Test
  void breaksOffBeforeAnythingWasSaid() throws IOException {
    service = exchange -> exchange.sink().abort();
    try (var client = connect()) {
      client.ask("GET /v1/x HTTP/1.1", "Host: gate");

      assertEquals("", client.rest());
    }
  }

  @Test
  void letsAReplyBeReplacedUntilItsFirstByte() throws IOException {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.of("x-first", "1")));
          assertFalse(exchange.sink().committed());
          throw AccessProblem.KEY_MISSING.exception();
        };
    try (var client = connect()) {
      RawConnection.Reply reply = client.get("/v1/x");

      assertProblem(reply, 401, AccessProblem.KEY_MISSING);
      assertEquals("", reply.field("x-first"));
    }
  }

  @Test
  void servesEveryRequestOfAConnectionOnAVirtualThread() throws IOException {
    service =
        exchange -> {
          threads.add(Thread.currentThread().isVirtual() ? "virtual" : "platform");
          echo(exchange);
        };
    try (var client = connect()) {
      for (int i = 0; i < 5; i++) {
        client.say(post("x")).reply();
      }
    }

    assertEquals(List.of("virtual", "virtual", "virtual", "virtual", "virtual"), threads);
  }

  @Test
  void saysWhenTheAddressIsTaken() {
    try (var second = listener(listener.port())) {
      var refused = assertThrows(ProblemException.class, second::start);

      assertEquals(GatewayProblem.LISTENER_IN_USE, refused.report().problem());
    }
  }

  @Test
  void saysWhenTheAddressIsNotOurs() {
    var settings = new ListenerSettings("192.0.2.1", 0, 65_536, Duration.ofSeconds(30));
    try (var elsewhere = new Listener(settings, PathTable.builder().build())) {
      assertThrows(ProblemException.class, elsewhere::start);
    }
  }
}
