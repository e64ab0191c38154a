package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.HttpProtocol;

/** What is tried again before the first byte of a reply, and what is not. */
@Timeout(60)
class RetriesTest {
  private static final UpstreamSettings TWICE =
      new UpstreamSettings(100, Duration.ofSeconds(60), 2, 50, Duration.ofSeconds(30));

  private final UpstreamCaller caller = new UpstreamCaller(TWICE, new Breakers(TWICE));
  private final List<String> tries = new ArrayList<>();

  @AfterEach
  void close() {
    caller.close();
  }

  private final TryListener listener =
      new TryListener() {
        @Override
        public void starting(int number) {
          tries.add(number + " starts");
        }

        @Override
        public void ended(Try attempt) {
          tries.add(attempt.number() + " " + attempt.status() + " " + attempt.problem());
        }
      };

  private ExchangeReply send(URI url, Exchange.Sending sending, Deadlines deadlines)
      throws UpstreamFailure {
    return caller.send(Providers.at(url), sending, deadlines, new Cancellation(), listener);
  }

  private ExchangeReply send(FakeUpstream upstream, String method) throws UpstreamFailure {
    var sending = new Exchange.Sending(method, "/x", Headers.none(), List.of());
    return send(upstream.url(), sending, Deadlines.NONE);
  }

  private static FakeUpstream.Scene answering(String reply) {
    return peer -> {
      peer.request();
      peer.say(reply);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS"})
  void triesAHarmlessRequestAgainAfterAServersError(String method) throws Exception {
    try (var upstream =
            new FakeUpstream(
                answering(FakeUpstream.reply(500, "oh")),
                peer -> peer.request(),
                answering(FakeUpstream.reply(200, "ok")));
        ExchangeReply reply = send(upstream, method)) {
      assertEquals("ok", Providers.text(reply));
      assertEquals(
          List.of("1 starts", "1 500 ", "2 starts", "2 0 upstream.broke", "3 starts", "3 200 "),
          tries);
    }
  }

  @Test
  void givesTheLastReplyWhenTriesRunOut() throws Exception {
    try (var upstream =
            new FakeUpstream(
                answering(FakeUpstream.reply(500, "one")),
                answering(FakeUpstream.reply(502, "two")),
                answering(FakeUpstream.reply(503, "three")));
        ExchangeReply reply = send(upstream, "GET")) {
      assertEquals(503, reply.head().status());
      assertEquals("three", Providers.text(reply));
    }
  }

  @Test
  void leavesAReplyThatSaysWhenToComeBack() throws Exception {
    String reply = "HTTP/1.1 503 Busy\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n";
    try (var upstream = new FakeUpstream(answering(reply));
        ExchangeReply came = send(upstream, "GET")) {
      assertEquals("20", came.head().headers().first("retry-after"));
      assertEquals(List.of("1 starts", "1 503 "), tries);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void triesNothingAgainThatMayHaveBeenDone(String method) throws Exception {
    String reply = "HTTP/1.1 500 Oh\r\nConnection: close\r\nContent-Length: 2\r\n\r\noh";
    try (var upstream = new FakeUpstream(answering(reply), answering(""), answering("never"))) {
      send(upstream, method).close();
      assertThrows(UpstreamBroke.class, () -> send(upstream, method).close());

      assertEquals(List.of("1 starts", "1 500 ", "1 starts", "1 0 upstream.broke"), tries);
      assertEquals(2, upstream.requestsWaiting(), "one request for each call");
    }
  }

  /** The upstream may have read all of it and closed before the thread that wrote it knows. */
  @Test
  void sendsNoPostTwiceOnAKeptConnectionThatClosesAfterReadingIt() throws Exception {
    var heard = new AtomicInteger();
    FakeUpstream.Scene scene =
        peer -> {
          while (peer.request().line().contains("/answered")) {
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
          heard.incrementAndGet();
          peer.close();
        };
    try (var upstream = new FakeUpstream(scene)) {
      for (int i = 1; i <= 300; i++) {
        try (ExchangeReply first = post(upstream, "/answered")) {
          assertEquals("ok", Providers.text(first));
        }
        assertThrows(UpstreamBroke.class, () -> post(upstream, "/broken").close());
        assertEquals(i, heard.get());
      }
    }
  }

  private ExchangeReply post(FakeUpstream upstream, String target) throws UpstreamFailure {
    return send(upstream.url(), Providers.post(target, "{}"), Deadlines.NONE);
  }

  @Test
  void connectsAgainWhateverTheMethod() throws Exception {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    long start = System.nanoTime();
    assertThrows(
        UpstreamUnreachable.class,
        () -> send(nobody, Providers.post("/x", "{}"), Deadlines.NONE).close());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertEquals(
        List.of(
            "1 starts", "1 0 upstream.unreachable",
            "2 starts", "2 0 upstream.unreachable",
            "3 starts", "3 0 upstream.unreachable"),
        tries);
    assertTrue(took.toMillis() >= 600, () -> "paused 200 and 400 ms, yet took only " + took);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broke", "bug"})
  void repeatsNoPostThatAnExchangeOfAProvidersOwnMayHaveSent(String how) throws Exception {
    var own =
        new Providers.Own(sending -> {
          if (how.equals("bug")) {
            throw new IllegalStateException(how);
          }
          throw new IOException(how);
        });
    var provider = Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own);

    assertThrows(
        UpstreamBroke.class,
        () ->
            caller.send(
                provider,
                Providers.post("/x", "{}"),
                Deadlines.NONE,
                new Cancellation(),
                listener));

    assertEquals(List.of("1 starts", "1 0 upstream.broke"), tries);
  }

  @Test
  void closesAReplyThatTheProvidersPluginFailsToJudge() throws Exception {
    var closed = new CountDownLatch(1);
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\nsome");
          peer.awaitClose();
          closed.countDown();
        };
    try (var upstream = new FakeUpstream(scene)) {
      var provider = Providers.open(upstream.url(), HttpProtocol.AUTO, new Confused());
      var sending = Providers.post("/x", "{}");
      assertThrows(
          IllegalStateException.class,
          () ->
              caller.send(provider, sending, Deadlines.NONE, new Cancellation(), listener).close());

      assertTrue(closed.await(10, TimeUnit.SECONDS), "the connection was left open");
    }
  }

  /** A plugin with a bug. */
  private static final class Confused extends Providers.Plain {
    @Override
    public ReplyNotes notes(ReplyHead head) {
      throw new IllegalStateException("confused");
    }
  }

  @Test
  void sendsTheSameBodyEveryTime() throws Exception {
    var bodies = new ArrayList<String>();
    var own =
        new Providers.Own(sending -> {
          var body = new StringBuilder();
          sending.body().forEach(slice -> body.append(StandardCharsets.US_ASCII.decode(slice)));
          bodies.add(body.toString());
          throw new ConnectException("not now");
        });
    var provider = Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own);
    assertThrows(
        UpstreamUnreachable.class,
        () ->
            caller.send(
                provider,
                Providers.post("/x", "{\"a\"", ":1}"),
                Deadlines.NONE,
                new Cancellation(),
                listener));

    assertEquals(List.of("{\"a\":1}", "{\"a\":1}", "{\"a\":1}"), bodies);
  }

  @Test
  void stopsWhenThePauseWouldPassTheTotal() throws Exception {
    var total = Duration.ofMillis(450); // the first pause fits, the second cannot
    var deadlines =
        new Deadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, total);
    try (var upstream = new FakeUpstream(peer -> peer.request())) {
      assertThrows(
          UpstreamBroke.class, () -> send(upstream.url(), Providers.get("/x"), deadlines).close());

      assertTrue(tries.size() <= 4, tries.toString());
    }
  }

  @Test
  void givesTheReasonRatherThanTheBreakerItOpened() throws Exception {
    var nervous = new UpstreamSettings(10, Duration.ofSeconds(60), 5, 2, Duration.ofSeconds(30));
    try (var upstream = new FakeUpstream(peer -> peer.request());
        var hasty = new UpstreamCaller(nervous, new Breakers(nervous))) {
      assertThrows(
          UpstreamBroke.class,
          () ->
              hasty.send(
                  Providers.at(upstream.url()),
                  Providers.get("/x"),
                  Deadlines.NONE,
                  new Cancellation(),
                  listener));
      assertEquals(2, upstream.connections());
    }
  }
}
