package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.api.call.Headers;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;

/**
 * Fields pass the upstream's leg in their order and with their values as they were sent, whether
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

  private UpstreamCaller caller;

  @BeforeEach
  void open() throws Exception {
    caller =
        new UpstreamCaller(
            Providers.SETTINGS, new Breakers(Providers.SETTINGS), Http2Upstream.identity());
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private ExchangeReply send(OpenProvider provider, Exchange.Sending sending)
      throws UpstreamFailure {
    return caller.send(provider, sending, Deadlines.NONE, new Cancellation(), TryListener.NONE);
  }

  private static Exchange.Sending sending(List<String> lines) {
    return new Exchange.Sending("GET", "/x", headers(lines), List.of());
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
        .filter(line -> !line.matches("(host|date|server): .*"))
        .toList();
  }

  private static String withLowerName(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  @Test
  void aRequestsFieldsGoAsTheyWereGivenAndNoLengthOfNothing() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, ""))) {
      send(Providers.at(upstream.url()), sending(SENT)).close();

      assertEquals(named(SENT), named(upstream.nextRequest().fields()));
    }
  }

  @Test
  void aReplysFieldsComeAsTheyWereSent() throws Exception {
    var sent = new ArrayList<>(SENT);
    sent.add("Content-Length: 0");
    String reply = "HTTP/1.1 200 OK\r\n" + String.join("\r\n", sent) + "\r\n\r\n";
    try (var upstream = FakeUpstream.answering(reply)) {
      for (int i = 0; i < 2; i++) {
        try (ExchangeReply came = send(Providers.at(upstream.url()), sending(List.of()))) {
          assertEquals(named(sent), lines(came.head().headers()));
        }
      }
    }
  }

  @Test
  void aFoldedFieldOfAReplyIsNoReply() throws Exception {
    String reply = "HTTP/1.1 200 OK\r\nx-fold: a\r\n b\r\nContent-Length: 0\r\n\r\n";
    try (var upstream = FakeUpstream.answering(reply)) {
      assertThrows(
          UpstreamBroke.class,
          () -> send(Providers.at(upstream.url()), sending(List.of())).close());
    }
  }

  /** The version agreed on, and the one the operator chose. */
  @ParameterizedTest
  @EnumSource(
      value = HttpProtocol.class,
      names = {"AUTO", "H2"})
  void overHttp2TheSameIsTrue(HttpProtocol protocol) throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    Http2Upstream.Scene scene =
        (request, response, callback) -> {
          request
              .getHeaders()
              .forEach(field -> seen.add(field.getName() + ": " + field.getValue()));
          headers(SENT).forEach(response.getHeaders()::add);
          response.write(true, ByteBuffer.wrap(new byte[1]), callback);
        };
    try (var upstream = Http2Upstream.secure(scene);
        ExchangeReply reply = send(Providers.at(upstream.url(), protocol), sending(SENT))) {
      Providers.text(reply);

      assertEquals("HTTP/2.0", upstream.nextArrival().version());
      assertEquals(named(SENT), named(seen));
      var expected = new ArrayList<>(named(SENT));
      expected.add("content-length: 1");
      assertEquals(expected, lines(reply.head().headers()));
    }
  }
}
