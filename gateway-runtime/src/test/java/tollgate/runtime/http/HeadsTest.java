package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Fields pass the client's leg in their order and with their values as they were sent, whether
 * Jetty knows them or not. Names compare without regard to case: Jetty has its own spelling for
 * those it knows.
 */
@Timeout(60)
class HeadsTest {
  private static final List<String> SENT =
      List.of(
          "content-type: application/json; charset=UTF-8",
          "ACCEPT: Text/HTML",
          "accept-Language: EN",
          "Cache-control: No-Cache",
          "pragma: NO-CACHE",
          "accept-ranges: Bytes",
          "x-one: 1",
          "X-Empty: ",
          "X-ONE: 2",
          "x-latin: caf\u00e9 \u0080\u00ff",
          "x-tab: a\tb  c",
          "user-agent: Tool/1.0 (X; y)");

  private final List<List<String>> seen = new CopyOnWriteArrayList<>();
  private volatile ExchangeService service = this::listen;
  private Listener listener;

  @BeforeEach
  void open() {
    var settings = new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30));
    ExchangeService current = exchange -> service.serve(exchange);
    listener = new Listener(settings, PathTable.builder().prefix("/v1/", current).build());
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private void listen(ClientExchange exchange) throws ClientGone {
    seen.add(lines(exchange.headers()));
    answer(exchange, Headers.none());
  }

  private static void answer(ClientExchange exchange, Headers fields) throws ClientGone {
    exchange.sink().head(new ReplyHead(200, fields));
    exchange.sink().end(Headers.none());
  }

  private static Headers headers(List<String> lines) {
    return Headers.of(
        lines.stream()
            .flatMap(line -> List.of(line.split(": ?", 2)).stream())
            .toArray(String[]::new));
  }

  private static List<String> lines(Headers headers) {
    var lines = new ArrayList<String>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    return named(lines);
  }

  /** Names in lower case, and no field that a connection says for itself. */
  private static List<String> named(List<String> lines) {
    return lines.stream()
        .map(HeadsTest::withLowerName)
        .filter(line -> !line.matches("(host|accept-encoding|content-length): .*"))
        .toList();
  }

  private static String withLowerName(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  @Test
  void aRequestsFieldsComeAsTheyWereSent() throws IOException {
    List<String> other = SENT.stream().map(line -> line.replace("e", "E")).toList();
    try (var client = new RawConnection(listener.port())) {
      client.ask(request(SENT)).reply();
      client.ask(request(other)).reply();
    }

    assertEquals(named(SENT), seen.getFirst());
    assertEquals(named(other), seen.getLast(), "nothing is remembered from the first request");
  }

  private static String[] request(List<String> fields) {
    var lines = new ArrayList<>(List.of("GET /v1/x HTTP/1.1", "Host: gate"));
    lines.addAll(fields);
    return lines.toArray(String[]::new);
  }

  @Test
  void aReplysFieldsGoAsTheyWereGiven() throws IOException {
    service = exchange -> answer(exchange, headers(SENT).with("date", "then"));
    try (var client = new RawConnection(listener.port())) {
      List<String> head = client.ask("GET /v1/x HTTP/1.1", "Host: gate").head();

      var expected = new ArrayList<>(named(SENT));
      expected.add("date: then");
      expected.add("transfer-encoding: chunked");
      assertEquals(expected, named(head.subList(1, head.size())));
    }
  }

  @Test
  void overHttp2TheSameIsTrue() throws Exception {
    service =
        exchange -> {
          seen.add(lines(exchange.headers()));
          answer(exchange, headers(SENT).with("date", "then"));
        };
    var client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
    client.setUserAgentField(null);
    client.start();
    try {
      var back = new ArrayList<String>();
      client
          .newRequest("http://127.0.0.1:" + listener.port() + "/v1/x")
          .headers(fields -> headers(SENT).forEach(fields::add))
          .send()
          .getHeaders()
          .forEach(field -> back.add(field.getName() + ": " + field.getValue()));

      assertEquals(named(SENT), seen.getFirst());
      var expected = new ArrayList<>(named(SENT));
      expected.add("date: then");
      assertEquals(expected, named(back));
    } finally {
      LifeCycle.stop(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-fold: a\r\n b", "x-fold: a\r\n\tb", "x-space : a", "x-nul: a\u0000b"})
  void whatNoFieldMayLookLikeIsRefused(String field) throws IOException {
    try (var client = new RawConnection(listener.port())) {
      assertEquals(
          400, client.ask("GET /v1/x HTTP/1.1", "Host: gate", field).reply().status(), field);
    }
    assertTrue(seen.isEmpty());
  }
}
