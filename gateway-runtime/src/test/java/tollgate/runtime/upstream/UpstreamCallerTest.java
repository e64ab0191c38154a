package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;

/** What goes out and what comes back over HTTP/1.1, when all is well and when it is not. */
@Timeout(60)
class UpstreamCallerTest {
  private final UpstreamCaller caller =
      new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS));

  @AfterEach
  void close() {
    caller.close();
  }

  private ExchangeReply send(FakeUpstream upstream, Exchange.Sending sending)
      throws UpstreamFailure {
    return send(Providers.at(upstream.url()), sending);
  }

  private ExchangeReply send(OpenProvider provider, Exchange.Sending sending)
      throws UpstreamFailure {
    return caller.send(provider, sending, Deadlines.NONE, new Cancellation(), TryListener.NONE);
  }

  @Test
  void sendsTheRequestAsItWasGiven() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, "ok"))) {
      var sending =
          new Exchange.Sending(
              "POST",
              "/v1/a%2Fb:go?x=1+2&y=%20;|{}&z",
              Headers.of(
                  "X-One",
                  "1",
                  "x-two",
                  "a",
                  "x-two",
                  "b",
                  "host",
                  "evil",
                  "connection",
                  "close",
                  "content-length",
                  "99",
                  "expect",
                  "100-continue",
                  "cookie",
                  "c=d"),
              List.of(
                  ByteBuffer.wrap("{\"a\"".getBytes(StandardCharsets.US_ASCII)),
                  ByteBuffer.wrap(":1}".getBytes(StandardCharsets.US_ASCII))));

      try (ExchangeReply reply = send(upstream, sending)) {
        assertEquals("ok", Providers.text(reply));
      }

      FakeUpstream.Request request = upstream.nextRequest();
      assertEquals("POST /v1/a%2Fb:go?x=1+2&y=%20;|{}&z HTTP/1.1", request.line());
      assertEquals("{\"a\":1}", request.body());
      assertEquals(
          List.of(
              "Host: " + upstream.url().getAuthority(),
              "X-One: 1",
              "x-two: a",
              "x-two: b",
              "Cookie: c=d",
              "Content-Length: 7"),
          request.fields().stream().sorted(UpstreamCallerTest::byOrderOfInterest).toList());
    }
  }

  private static int byOrderOfInterest(String a, String b) {
    var order = List.of("Host", "X-One", "x-two", "Cookie", "Content-Length");
    return Integer.compare(
        order.indexOf(a.substring(0, a.indexOf(':'))),
        order.indexOf(b.substring(0, b.indexOf(':'))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS", "HEAD"})
  void sendsNoBodyWhereThereIsNone(String method) throws Exception {
    String empty = "HTTP/1.1 204 No Content\r\n\r\n";
    try (var upstream = FakeUpstream.answering(empty)) {
      var sending = new Exchange.Sending(method, "/x", Headers.none(), List.of());
      try (ExchangeReply reply = send(upstream, sending)) {
        assertEquals(204, reply.head().status());
        assertNull(reply.read());
      }

      FakeUpstream.Request request = upstream.nextRequest();
      assertEquals(method + " /x HTTP/1.1", request.line());
      assertEquals(List.of("Host: " + upstream.url().getAuthority()), request.fields());
    }
  }

  @Test
  void announcesAnEmptyBodyOfAPost() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, ""))) {
      var sending = new Exchange.Sending("POST", "/x", Headers.none(), List.of());
      send(upstream, sending).close();

      assertEquals("0", upstream.nextRequest().field("content-length"));
    }
  }

  @Test
  void putsTheOperatorsFieldsOverTheOthers() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, ""))) {
      var plain = Providers.at(URI.create(upstream.url() + "/base/"));
      var config =
          Providers.config(
              plain.config().baseUrl(),
              ProviderDress.with(Headers.of("x-team", "blue")),
              ProviderConnection.by(HttpProtocol.HTTP_1_1));
      var provider = new OpenProvider(config, plain.transform(), plain.logins());
      var sending = new Exchange.Sending("GET", "/v1/x", Headers.of("X-Team", "red"), List.of());
      send(provider, sending).close();

      FakeUpstream.Request request = upstream.nextRequest();
      assertEquals("GET /base/v1/x HTTP/1.1", request.line());
      assertEquals("blue", request.field("x-team"));
    }
  }

  @Test
  void givesEveryPieceAsItComes() throws Exception {
    var steps = new CountDownLatch[] {new CountDownLatch(1), new CountDownLatch(1)};
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.chunk("one");
          peer.await(steps[0]);
          peer.chunk("two");
          peer.await(steps[1]);
          peer.say("0\r\nX-Sum: 6\r\n\r\n");
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/v1/x", "{}"))) {
      assertEquals("one", StandardCharsets.US_ASCII.decode(reply.read()).toString());
      assertFalse(reply.trailers().has("x-sum"), "not before the end");
      steps[0].countDown();
      assertEquals("two", StandardCharsets.US_ASCII.decode(reply.read()).toString());
      steps[1].countDown();
      assertNull(reply.read());
      assertEquals("6", reply.trailers().first("x-sum"));
      assertNull(reply.read(), "the end stays the end");
    }
  }

  @Test
  void leavesCodedBodiesAlone() throws Exception {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write("plain".getBytes(StandardCharsets.US_ASCII));
    }
    String body = zipped.toString(StandardCharsets.ISO_8859_1);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length());
    try (var upstream = FakeUpstream.answering(head + body);
        ExchangeReply reply = send(upstream, Providers.get("/x"))) {
      assertEquals("gzip", reply.head().headers().first("content-encoding"));
      assertEquals(Integer.toString(body.length()), reply.head().headers().first("content-length"));
      assertEquals(body, Providers.text(reply));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 401, 407, 404, 429})
  void passesOnWhatAnotherClientWouldReactTo(int status) throws Exception {
    String reply =
        "HTTP/1.1 %d Word\r\nLocation: /elsewhere\r\nWWW-Authenticate: Basic realm=x\r\n"
                .formatted(status)
            + "Proxy-Authenticate: Basic realm=x\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nno";
    try (var upstream = FakeUpstream.answering(reply)) {
      for (int i = 0; i < 2; i++) {
        try (ExchangeReply came = send(upstream, Providers.get("/x"))) {
          assertEquals(status, came.head().status());
          assertEquals("no", Providers.text(came));
        }
        assertFalse(upstream.nextRequest().has("cookie"), "cookies are the client's business");
      }
      assertEquals(0, upstream.requestsWaiting());
    }
  }

  @Test
  void skipsInterimReplies() throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
          peer.say("HTTP/1.1 100 Continue\r\n\r\n");
          peer.say(FakeUpstream.reply(200, "final"));
          peer.awaitClose();
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
      assertEquals(200, reply.head().status());
      assertFalse(reply.head().headers().has("link"));
      assertEquals("final", Providers.text(reply));
    }
  }

  @Test
  void readsABodyThatEndsWithTheConnection() throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
      assertEquals("until the end", Providers.text(reply));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nfour",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n",
        "Transfer-Encoding: chunked\r\n\r\n9\r\nfour",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\nrubbish\r\n\r\n"
      })
  void neverTakesABrokenReplyForAnEnd(String rest) throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\n" + rest);
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
      UpstreamBroke broke =
          assertThrows(UpstreamBroke.class, () -> assertEquals("?", Providers.text(reply)));

      assertTrue(broke.getMessage().contains("within the reply"), broke.getMessage());
      assertThrows(UpstreamBroke.class, reply::read, "it stays broken");
    }
  }

  @Test
  void seesAResetWithinTheReply() throws Exception {
    var read = new CountDownLatch(1);
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\n\r\nsome"); // without length: a plain close would be an end
          peer.await(read);
          peer.reset();
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
      assertEquals("some", StandardCharsets.US_ASCII.decode(reply.read()).toString());
      read.countDown();

      assertThrows(UpstreamBroke.class, reply::read);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", "garbage\r\n\r\n", "SSH-2.0-x\r\n"})
  void saysWhenNoReplyCame(String said) throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say(said);
        };
    try (var upstream = new FakeUpstream(scene)) {
      UpstreamBroke broke =
          assertThrows(
              UpstreamBroke.class, () -> send(upstream, Providers.post("/x", "{}")).close());

      assertTrue(broke.getMessage().contains("before a reply came"), broke.getMessage());
    }
  }

  @Test
  void saysWhenNobodyListens() throws Exception {
    URI gone;
    try (var upstream = FakeUpstream.answering("")) {
      gone = upstream.url();
    }
    UpstreamUnreachable unreachable =
        assertThrows(
            UpstreamUnreachable.class,
            () -> send(Providers.at(gone), Providers.post("/x", "{}")).close());

    assertTrue(unreachable.getMessage().contains("connection refused"), unreachable.getMessage());
  }

  @Test
  void saysWhenThereIsNoSuchHost() {
    var provider = Providers.at(URI.create("http://nowhere.invalid:1"));

    UpstreamUnreachable unreachable =
        assertThrows(UpstreamUnreachable.class, () -> send(provider, Providers.get("/x")).close());

    assertTrue(unreachable.getMessage().contains("nowhere.invalid"), unreachable.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deliversAReplyThatComesBeforeTheRequestIsSent(boolean closes) throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.head();
          peer.say(FakeUpstream.reply(413, "too much"));
          if (!closes) {
            peer.await(new CountDownLatch(1));
          }
        };
    String megabyte = "x".repeat(1 << 20);
    String[] slices = new String[16];
    Arrays.fill(slices, megabyte);
    for (int i = 0; i < 20; i++) {
      try (var upstream = new FakeUpstream(scene);
          ExchangeReply reply = send(upstream, Providers.post("/x", slices))) {
        assertEquals(413, reply.head().status());
        assertEquals("too much", Providers.text(reply));
      }
    }
  }

  @Test
  void sendsALargeBodyFromManySlices() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, "ok"))) {
      String[] slices = new String[25];
      for (int i = 0; i < slices.length; i++) {
        slices[i] = Character.toString('a' + i).repeat(400_000 + i);
      }
      try (ExchangeReply reply = send(upstream, Providers.post("/x", slices))) {
        assertEquals("ok", Providers.text(reply));
      }

      assertEquals(String.join("", slices), upstream.nextRequest().body());
    }
  }

  @Test
  void keepsBackPressure() throws Exception {
    var sent = new LinkedBlockingQueue<Integer>();
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
          byte[] piece = new byte[100_000];
          for (int i = 0; i < 1_000; i++) {
            peer.say(piece);
            sent.add(i);
          }
        };
    try (var upstream = new FakeUpstream(scene);
        ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
      assertTrue(reply.read().hasRemaining());
      int pieces = 0;
      while (sent.poll(300, TimeUnit.MILLISECONDS) != null) { // until it can get rid of no more
        pieces++;
      }
      assertTrue(pieces < 500, "nobody read, yet it sent " + pieces + " pieces");
    }
  }

  @Test
  void usesAConnectionAgainAfterAReplyWasReadToItsEnd() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, "ok"))) {
      for (int i = 0; i < 50; i++) {
        try (ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
          assertEquals("ok", Providers.text(reply));
        }
      }
      // The next call may come a moment before the connection is back in its pool.
      assertTrue(upstream.connections() <= 5, () -> "opened " + upstream.connections());
    }
  }

  @Test
  void neverMeetsAConnectionThatTheUpstreamHasClosed() throws Exception {
    var ends = new LinkedBlockingQueue<String>();
    FakeUpstream.Scene once =
        peer -> {
          peer.request();
          peer.say(FakeUpstream.reply(200, "ok"));
          peer.close(); // without having said so
          ends.add("closed");
        };
    try (var upstream = new FakeUpstream(once)) {
      for (int i = 0; i < 200; i++) {
        try (ExchangeReply reply = send(upstream, Providers.post("/x", "{}"))) {
          assertEquals("ok", Providers.text(reply));
        }
        assertEquals("closed", ends.poll(10, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void closesConnectionsThatNobodyUses() throws Exception {
    var closed = new CountDownLatch(1);
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say(FakeUpstream.reply(200, "ok"));
          peer.awaitClose();
          closed.countDown();
        };
    var settings = new UpstreamSettings(10, Duration.ofMillis(50), 0, 5, Duration.ofSeconds(30));
    try (var upstream = new FakeUpstream(scene);
        var impatient = new UpstreamCaller(settings, new Breakers(settings))) {
      try (ExchangeReply reply =
          impatient.send(
              Providers.at(upstream.url()),
              Providers.get("/x"),
              Deadlines.NONE,
              new Cancellation(),
              TryListener.NONE)) {
        assertEquals("ok", Providers.text(reply));
      }
      assertTrue(closed.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void closesTheConnectionOfAReplyThatIsNotWanted() throws Exception {
    var closed = new CountDownLatch(1);
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew");
          peer.awaitClose();
          closed.countDown();
        };
    try (var upstream = new FakeUpstream(scene)) {
      ExchangeReply reply = send(upstream, Providers.post("/x", "{}"));
      assertTrue(reply.read().hasRemaining());
      reply.close();

      assertTrue(closed.await(250, TimeUnit.MILLISECONDS));
      assertThrows(IOException.class, reply::read);
    }
  }
}
