package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;

/** HTTP/2 in clear text and over TLS, and HTTP/1.1 over TLS. */
@Timeout(60)
class Http2Test {
  private static final Http2Upstream.Scene ECHO =
      (request, response, callback) -> {
        response.getHeaders().put("x-target", request.getHttpURI().getPathQuery());
        Content.copy(request, response, callback);
      };

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

  private ExchangeReply send(
      Http2Upstream upstream, HttpProtocol protocol, Exchange.Sending sending)
      throws UpstreamFailure {
    return caller.send(
        Providers.at(upstream.url(), protocol),
        sending,
        Deadlines.NONE,
        new Cancellation(),
        TryListener.NONE);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void speaksHttp2InClearTextWhereTheOperatorSaysSo() throws Exception {
    try (var upstream = Http2Upstream.clear(ECHO)) {
      String[] slices = {"a".repeat(200_000), "b".repeat(300_000), "c"};
      for (int i = 0; i < 3; i++) {
        try (var reply =
            send(upstream, HttpProtocol.H2, Providers.post("/v1/x:y?q=1+2&z", slices))) {
          assertEquals("/v1/x:y?q=1+2&z", reply.head().headers().first("x-target"));
          assertEquals(String.join("", slices), Providers.text(reply));
        }
        assertEquals("HTTP/2.0", upstream.nextArrival().version());
      }
    }
  }

  @Test
  void speaksHttp1InClearTextOtherwise() throws Exception {
    try (var upstream = Http2Upstream.clear(ECHO);
        var reply = send(upstream, HttpProtocol.AUTO, Providers.post("/x", "{}"))) {
      assertEquals("{}", Providers.text(reply));
      assertEquals("HTTP/1.1", upstream.nextArrival().version());
    }
  }

  @Test
  void agreesOnTheVersionOverTls() throws Exception {
    try (var modern = Http2Upstream.secure(ECHO);
        var old = Http2Upstream.secureButOld(ECHO)) {
      for (var upstream : new Http2Upstream[] {modern, old}) {
        try (var reply = send(upstream, HttpProtocol.AUTO, Providers.post("/x", "{}"))) {
          assertEquals("{}", Providers.text(reply));
        }
        try (var reply = send(upstream, HttpProtocol.HTTP_1_1, Providers.post("/x", "{}"))) {
          assertEquals("{}", Providers.text(reply));
        }
      }
      assertEquals("HTTP/2.0", modern.nextArrival().version());
      assertEquals("HTTP/1.1", modern.nextArrival().version());
      assertEquals("HTTP/1.1", old.nextArrival().version());
    }
  }

  @Test
  void doesNotTrustACertificateThatNobodyVouchesFor() throws Exception {
    try (var upstream = Http2Upstream.secure(ECHO);
        var strict = new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS))) {
      for (HttpProtocol protocol : HttpProtocol.values()) {
        UpstreamUnreachable refused =
            assertThrows(
                UpstreamUnreachable.class,
                () ->
                    strict.send(
                        Providers.at(upstream.url(), protocol),
                        Providers.post("/x", "{}"),
                        Deadlines.NONE,
                        new Cancellation(),
                        TryListener.NONE));

        assertTrue(refused.getMessage().contains("TLS failed"), refused.getMessage());
      }
    }
  }

  @Test
  void aBurstSharesOneConnectionWhereHttp2IsSure() throws Exception {
    var burst = new Burst(20);
    try (var upstream = Http2Upstream.clear(burst)) {
      assertEquals(1, burst.connections(upstream, HttpProtocol.H2).size());
    }
  }

  @Test
  void callsShareAConnectionOnceItProvedShareable() throws Exception {
    var burst = new Burst(20);
    try (var upstream = Http2Upstream.secure(burst)) {
      try (var first = send(upstream, HttpProtocol.AUTO, Providers.get("/first"))) {
        assertEquals("ok", Providers.text(first));
      }
      String known = upstream.nextArrival().connection();
      assertEquals(Set.of(known), burst.connections(upstream, HttpProtocol.AUTO));
    }
  }

  @Test
  void aBurstOverHttp1HasAConnectionEach() throws Exception {
    var burst = new Burst(20);
    try (var upstream = Http2Upstream.secureButOld(burst)) {
      assertEquals(20, burst.connections(upstream, HttpProtocol.AUTO).size());
    }
  }

  /** Calls of {@code /together} that are answered once all of them have arrived. */
  private final class Burst implements Http2Upstream.Scene {
    private final int calls;
    private final CountDownLatch together;

    Burst(int calls) {
      this.calls = calls;
      this.together = new CountDownLatch(calls);
    }

    @Override
    public void play(Request request, Response response, Callback callback) throws Exception {
      if (Request.getPathInContext(request).equals("/together")) {
        together.countDown();
        assertTrue(together.await(10, TimeUnit.SECONDS), "the others did not arrive");
      }
      response.write(true, bytes("ok"), callback);
    }

    /** The connections they arrived by. */
    Set<String> connections(Http2Upstream upstream, HttpProtocol protocol) throws Exception {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < calls; i++) {
          var _ =
              threads.submit(() -> {
                try (var reply = send(upstream, protocol, Providers.post("/together", "{}"))) {
                  return Providers.text(reply);
                }
              });
        }
        var connections = new HashSet<String>();
        for (int i = 0; i < calls; i++) {
          connections.add(upstream.nextArrival().connection());
        }
        return connections;
      }
    }
  }

  @Test
  void givesPiecesAndTrailersAsTheyCome() throws Exception {
    var second = new CountDownLatch(1);
    Http2Upstream.Scene scene =
        (request, response, callback) -> {
          var trailers = HttpFields.build().put("x-sum", "6");
          response.setTrailersSupplier(() -> trailers);
          response.write(false, bytes("one"), Callback.NOOP);
          second.await(10, TimeUnit.SECONDS);
          response.write(true, bytes("two"), callback);
        };
    try (var upstream = Http2Upstream.clear(scene);
        var reply = send(upstream, HttpProtocol.H2, Providers.post("/x", "{}"))) {
      assertEquals("one", StandardCharsets.US_ASCII.decode(reply.read()).toString());
      second.countDown();
      assertEquals("two", StandardCharsets.US_ASCII.decode(reply.read()).toString());
      assertNull(reply.read());
      assertEquals("6", reply.trailers().first("x-sum"));
    }
  }

  @Test
  void resetsTheStreamWhenCancelledAndKeepsTheConnection() throws Exception {
    var reset = new CountDownLatch(1);
    var resetAt = new AtomicLong();
    Http2Upstream.Scene scene =
        (request, response, callback) -> {
          if (Request.getPathInContext(request).equals("/silent")) {
            request.addFailureListener(failure -> {
              resetAt.set(System.nanoTime());
              reset.countDown();
              callback.failed(failure);
            });
            response.write(false, bytes("one"), Callback.NOOP);
          } else {
            response.write(true, bytes("ok"), callback);
          }
        };
    try (var upstream = Http2Upstream.clear(scene)) {
      var cancellation = new Cancellation();
      var reply =
          caller.send(
              Providers.at(upstream.url(), HttpProtocol.H2),
              Providers.post("/silent", "{}"),
              Deadlines.NONE,
              cancellation,
              TryListener.NONE);
      assertTrue(reply.read().hasRemaining());

      long cancelled = System.nanoTime();
      cancellation.cancel();

      assertTrue(reset.await(10, TimeUnit.SECONDS), "the stream was not reset");
      Duration took = Duration.ofNanos(resetAt.get() - cancelled);
      assertTrue(took.toMillis() <= 250, () -> "told after " + took);
      assertThrows(Cancelled.class, reply::read);
      reply.close();
      try (var next = send(upstream, HttpProtocol.H2, Providers.post("/x", "{}"))) {
        assertEquals("ok", Providers.text(next));
      }
      assertEquals(upstream.nextArrival().connection(), upstream.nextArrival().connection());
    }
  }

  @Test
  void neverTakesAResetStreamForAnEnd() throws Exception {
    Http2Upstream.Scene scene =
        (request, response, callback) ->
            response.write(
                false,
                bytes("half"),
                Callback.from(() -> callback.failed(new IllegalStateException("broken"))));
    try (var upstream = Http2Upstream.clear(scene);
        var reply = send(upstream, HttpProtocol.H2, Providers.post("/x", "{}"))) {
      assertThrows(UpstreamBroke.class, () -> assertEquals("?", Providers.text(reply)));
    }
  }

  @Test
  void deliversAReplyThatComesBeforeTheRequestIsSent() throws Exception {
    Http2Upstream.Scene scene =
        (request, response, callback) -> {
          response.setStatus(413);
          response.write(true, bytes("too much"), callback);
        };
    String[] slices = new String[16];
    Arrays.fill(slices, "x".repeat(1 << 20));
    try (var upstream = Http2Upstream.clear(scene)) {
      for (int i = 0; i < 3; i++) {
        try (var reply = send(upstream, HttpProtocol.H2, Providers.post("/x", slices))) {
          assertEquals(413, reply.head().status());
          assertEquals("too much", Providers.text(reply));
        }
      }
    }
  }

  @Test
  void limitsTheHead() throws Exception {
    Http2Upstream.Scene silent = (request, response, callback) -> {};
    var limit = Duration.ofMillis(150);
    var deadlines =
        new Deadlines(Duration.ZERO, limit, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    try (var upstream = Http2Upstream.clear(silent)) {
      UpstreamTimeout timeout =
          assertThrows(
              UpstreamTimeout.class,
              () ->
                  caller.send(
                      Providers.at(upstream.url(), HttpProtocol.H2),
                      new Exchange.Sending("POST", "/x", Headers.none(), List.of(bytes("{}"))),
                      deadlines,
                      new Cancellation(),
                      TryListener.NONE));

      assertEquals(UpstreamTimeout.Kind.HEAD, timeout.kind());
    }
  }
}
