package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;

/** Each deadline, with a provider that misses only that one. */
@Timeout(60)
class DeadlinesTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NONE = Duration.ZERO;

  private final UpstreamCaller caller =
      new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS));
  private final CountDownLatch closed = new CountDownLatch(1);

  @AfterEach
  void close() {
    caller.close();
  }

  private ExchangeReply send(OpenProvider provider, Deadlines deadlines) throws UpstreamFailure {
    return caller.send(
        provider, Providers.post("/x", "{}"), deadlines, new Cancellation(), TryListener.NONE);
  }

  private static void assertTimesOut(UpstreamTimeout.Kind kind, Executable step) {
    long start = System.nanoTime();
    UpstreamTimeout timeout = assertThrows(UpstreamTimeout.class, step);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertEquals(kind, timeout.kind());
    assertEquals(SHORT, timeout.limit());
    assertEquals(kind == UpstreamTimeout.Kind.CONNECT, timeout.nothingSent());
    assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, () -> "took " + took);
  }

  private void assertClosed() throws InterruptedException {
    assertTrue(closed.await(10, TimeUnit.SECONDS), "the upstream still has its connection");
  }

  /** Reads requests, says something, then nothing until the gateway closes. */
  private FakeUpstream.Scene saying(String words) {
    return peer -> {
      peer.request();
      peer.say(words);
      peer.awaitClose();
      closed.countDown();
    };
  }

  @Test
  void limitsTheConnection() throws Exception {
    // A full backlog: the kernel leaves further connections waiting.
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var fill = new ArrayList<Socket>();
      for (int i = 0; i < 4; i++) {
        var socket = new Socket();
        fill.add(socket);
        var _ = Thread.ofVirtual().start(() -> connect(socket, server));
      }
      assertTrue(waitUntilFull(server), "the backlog never filled");
      var provider = Providers.at(URI.create("http://127.0.0.1:" + server.getLocalPort()));

      assertTimesOut(
          UpstreamTimeout.Kind.CONNECT,
          () -> send(provider, new Deadlines(SHORT, LONG, LONG, LONG, LONG)).close());

      for (Socket socket : fill) {
        socket.close();
      }
    }
  }

  private static void connect(Socket socket, ServerSocket server) {
    try {
      socket.connect(server.getLocalSocketAddress(), 10_000);
    } catch (IOException over) {
      return; // closed with the test
    }
  }

  private static boolean waitUntilFull(ServerSocket server) {
    for (int i = 0; i < 100; i++) {
      try (var probe = new Socket()) {
        probe.connect(server.getLocalSocketAddress(), 200);
      } catch (IOException full) {
        return true;
      }
    }
    return false;
  }

  @Test
  void limitsTheHead() throws Exception {
    try (var upstream = new FakeUpstream(saying("HTTP/1.1 103 Early Hints\r\n\r\n"))) {
      assertTimesOut(
          UpstreamTimeout.Kind.HEAD,
          () ->
              send(Providers.at(upstream.url()), new Deadlines(LONG, SHORT, LONG, LONG, LONG))
                  .close());
      assertClosed();
    }
  }

  @Test
  void limitsTheFirstByte() throws Exception {
    try (var upstream =
            new FakeUpstream(saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var reply =
            send(Providers.at(upstream.url()), new Deadlines(LONG, LONG, SHORT, LONG, LONG))) {
      assertTimesOut(UpstreamTimeout.Kind.FIRST_BYTE, reply::read);
      assertClosed();
    }
  }

  @Test
  void limitsSilenceWithinTheBody() throws Exception {
    try (var upstream =
            new FakeUpstream(saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour"));
        var reply =
            send(Providers.at(upstream.url()), new Deadlines(LONG, LONG, LONG, SHORT, LONG))) {
      assertTrue(reply.read().hasRemaining());
      assertTimesOut(UpstreamTimeout.Kind.IDLE, reply::read);
      assertClosed();
    }
  }

  @Test
  void limitsTheWhole() throws Exception {
    FakeUpstream.Scene drip =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (!peer.isLeftWithin(Duration.ofMillis(20))) {
            peer.chunk("x");
          }
        };
    try (var upstream = new FakeUpstream(drip);
        var reply =
            send(Providers.at(upstream.url()), new Deadlines(LONG, LONG, LONG, LONG, SHORT))) {
      assertTimesOut(
          UpstreamTimeout.Kind.TOTAL,
          () -> {
            while (reply.read() != null) {
              assertEquals(200, reply.head().status());
            }
          });
    }
  }

  @Test
  void leavesAReaderThatTakesItsTimeAlone() throws Exception {
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.chunk("one");
          peer.chunk("two");
          peer.say("0\r\n\r\n");
        };
    try (var upstream = new FakeUpstream(scene);
        var reply =
            send(Providers.at(upstream.url()), new Deadlines(SHORT, SHORT, SHORT, SHORT, NONE))) {
      var text = new StringBuilder();
      for (ByteBuffer bytes = reply.read(); bytes != null; bytes = reply.read()) {
        text.append(StandardCharsets.US_ASCII.decode(bytes));
        missADeadline();
      }
      assertEquals("onetwo", text.toString());
    }
  }

  /** Another call's: until then the reader takes its time. */
  private void missADeadline() throws Exception {
    try (var silent = new FakeUpstream(saying(""))) {
      assertTimesOut(
          UpstreamTimeout.Kind.HEAD,
          () ->
              send(Providers.at(silent.url()), new Deadlines(LONG, SHORT, LONG, LONG, LONG))
                  .close());
    }
  }

  @Test
  void limitsAProvidersOwnExchangeByInterruptingIt() {
    var interrupted = new CountDownLatch(1);
    var own =
        new Providers.Own(sending -> {
          try {
            new CountDownLatch(1).await();
            throw new AssertionError("woken without reason");
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new InterruptedIOException();
          }
        });
    var provider = Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own);

    assertTimesOut(
        UpstreamTimeout.Kind.HEAD,
        () -> send(provider, new Deadlines(NONE, SHORT, NONE, NONE, NONE)).close());
    assertEquals(0, interrupted.getCount());
    assertEquals(false, Thread.currentThread().isInterrupted(), "the interrupt was ours");
  }

  @Test
  void limitsTheReplyOfAProvidersOwnExchangeByClosingIt() throws Exception {
    var provider =
        Providers.open(
            URI.create("own:it"),
            HttpProtocol.AUTO,
            new Providers.Own(sending -> new SilentReply(closed)));
    try (var reply = send(provider, new Deadlines(NONE, NONE, NONE, NONE, SHORT))) {
      assertTimesOut(UpstreamTimeout.Kind.TOTAL, reply::read);
      assertClosed();
    }
  }

  /** Waits in read until it is closed. */
  private record SilentReply(CountDownLatch closed) implements ExchangeReply {
    @Override
    public ReplyHead head() {
      return new ReplyHead(200, Headers.none());
    }

    @Override
    public ByteBuffer read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new IOException("closed under the reader");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
