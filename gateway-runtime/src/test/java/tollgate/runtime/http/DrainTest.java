package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

/** A listener that goes down lets running requests go on for a while, then breaks them off. */
@Timeout(60)
class DrainTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch finish = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private Listener listener;

  @BeforeEach
  void listen() {
    var settings = new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30));
    listener =
        new Listener(
            settings,
            PathTable.builder()
                .exact("/quick", exchange -> answer(exchange, "quick"))
                .exact("/slow", this::beSlow)
                .build());
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private static void answer(ClientExchange exchange, String text) throws ClientGone {
    exchange.sink().head(new ReplyHead(200, Headers.none()));
    exchange.sink().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    exchange.sink().end(Headers.none());
  }

  private void beSlow(ClientExchange exchange) throws ClientGone {
    try (var _ = exchange.onClientGone(told::countDown)) {
      exchange.sink().head(new ReplyHead(200, Headers.none()));
      exchange.sink().write(ByteBuffer.wrap("be".getBytes(StandardCharsets.US_ASCII)));
      begun.countDown();
      assertTrue(finish.await(10, TimeUnit.SECONDS));
      exchange.sink().write(ByteBuffer.wrap("gun".getBytes(StandardCharsets.US_ASCII)));
      exchange.sink().end(Headers.none());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(listener.port());
  }

  @Test
  void letsRunningRequestsFinishAndRefusesNewOnes() throws Exception {
    try (var running = connect();
        var kept = connect();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals("quick", kept.get("/quick").text());
      running.ask("GET /slow HTTP/1.1", "Host: gate");
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      int port = listener.port();

      Future<Integer> drained = threads.submit(() -> listener.drain(Duration.ofSeconds(20)));
      awaitRefusal(port);
      RawConnection.Reply refused = kept.get("/quick");
      finish.countDown();

      assertEquals(503, refused.status());
      assertTrue(refused.text().contains(GatewayProblem.GATEWAY_DRAINING.code()), refused.text());
      assertEquals("begun", running.reply().text());
      assertEquals(0, drained.get(10, TimeUnit.SECONDS));
    }
  }

  /**
   * A connection that waits to be accepted when the listener closes is reset; the next one tells.
   */
  private static void awaitRefusal(int port) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      if (isRefused(port)) {
        return;
      }
    }
    throw new AssertionError("it still accepts connections");
  }

  private static boolean isRefused(int port) throws IOException {
    try (var _ = new RawConnection(port)) {
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }

  @Test
  void breaksOffWhatTakesTooLong() throws Exception {
    try (var running = connect()) {
      running.ask("GET /slow HTTP/1.1", "Host: gate");
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      assertEquals(1, listener.drain(Duration.ofMillis(50)));

      assertTrue(told.await(10, TimeUnit.SECONDS), "the service is told as if the client left");
      running.head();
      assertEquals("be", new String(running.chunk(), StandardCharsets.US_ASCII));
      assertThrows(IOException.class, running::chunk, "no last chunk");
    } finally {
      finish.countDown();
    }
  }

  @Test
  void isQuickWhenNothingRuns() throws Exception {
    assertEquals(0, listener.drain(Duration.ofSeconds(20)));
  }
}
