package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

/**
 * A client that leaves is noticed while the service waits for a silent upstream, and a client that
 * stays and pipelines is served as if nobody had looked.
 */
@Timeout(60)
class ClientWatchTest {
  private static final Duration PROMISED = Duration.ofMillis(250);

  enum Way {
    CLOSE {
      @Override
      void leave(RawConnection client) throws IOException {
        client.close();
      }
    },
    RESET {
      @Override
      void leave(RawConnection client) throws IOException {
        client.reset();
      }
    },
    CLOSE_HALF {
      @Override
      void leave(RawConnection client) throws IOException {
        client.closeHalf();
      }
    };

    abstract void leave(RawConnection client) throws IOException;
  }

  /** One request being served, as the service sees it. */
  private static final class Silence {
    final CountDownLatch gone = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    final CountDownLatch served = new CountDownLatch(1);
  }

  private final LinkedBlockingQueue<Silence> silences = new LinkedBlockingQueue<>();
  private final AtomicInteger alarms = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private Listener listener;

  @BeforeEach
  void listen() {
    var settings = new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30));
    listener =
        new Listener(
            settings,
            PathTable.builder()
                .exact("/silent", this::beSilent)
                .exact("/echo", this::echo)
                .build());
    listener.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    listener.close();
  }

  private void beSilent(ClientExchange exchange) throws ClientGone {
    exchange.body(1_000_000);
    var silence = new Silence();
    try (var _ = exchange.onClientGone(silence.gone::countDown)) {
      silences.add(silence);
      await(silence.answer);
      answer(exchange, "done".getBytes(StandardCharsets.UTF_8));
    } finally {
      silence.served.countDown();
    }
  }

  /** Sends the body back after as many milliseconds as the client wishes. */
  private void echo(ClientExchange exchange) throws ClientGone {
    byte[] body = exchange.body(1_000_000);
    try (var _ = exchange.onClientGone(alarms::incrementAndGet)) {
      long wait = Long.parseLong("0" + exchange.headers().first("x-wait"));
      takeTime(wait);
      answer(exchange, body);
    }
  }

  private static void answer(ClientExchange exchange, byte[] body) throws ClientGone {
    String length = Integer.toString(body.length);
    exchange.sink().head(new ReplyHead(200, Headers.of("content-length", length)));
    exchange.sink().write(ByteBuffer.wrap(body));
    exchange.sink().end(Headers.none());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS), "waited ten seconds in vain");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Does nothing for so many milliseconds, or until the test is over. */
  private void takeTime(long millis) {
    try {
      assertFalse(over.await(millis, TimeUnit.MILLISECONDS), "the test ended before");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a request that came after all others is watched, for then they are, too. */
  private void awaitTheSweep() throws Exception {
    try (RawConnection latest = ask("latest")) {
      Silence silence = nextSilence();
      Way.CLOSE.leave(latest);
      await(silence.gone);
      silence.answer.countDown();
      await(silence.served);
    }
  }

  private Silence nextSilence() throws InterruptedException {
    Silence silence = silences.poll(10, TimeUnit.SECONDS);
    assertTrue(silence != null, "no request came");
    return silence;
  }

  private RawConnection ask(String body) throws IOException {
    var client = new RawConnection(listener.port());
    client.say(
        "POST /silent HTTP/1.1\r\nHost: gate\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body));
    return client;
  }

  private interface Leaving {
    void run() throws IOException;
  }

  /** The promise holds while the machine runs: for what it lay still meanwhile, more is granted. */
  private static void assertToldInTime(Silence silence, Leaving leaving) throws Exception {
    try (var stalls = new Stalls()) {
      long left = System.nanoTime();
      leaving.run();
      assertTrue(silence.gone.await(10, TimeUnit.SECONDS), "the service was never told");
      Duration took = Duration.ofNanos(System.nanoTime() - left);
      Duration still = stalls.all();
      assertTrue(
          took.minus(still).compareTo(PROMISED) <= 0,
          () -> "told after " + took + ", of which nothing ran for " + still);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void tellsThatAClientHasLeftDuringSilence(Way way) throws Exception {
    for (int i = 0; i < 10; i++) {
      try (RawConnection client = ask("question")) {
        Silence silence = nextSilence();
        if (i % 2 == 0) {
          awaitTheSweep();
        }

        assertToldInTime(silence, () -> way.leave(client));
        silence.answer.countDown();
        await(silence.served);
      }
    }
  }

  @Test
  void tellsOfAClientThatPipelinedMoreAndLeft() throws Exception {
    try (RawConnection client = ask("question")) {
      Silence silence = nextSilence();
      client.say("GET /echo HTTP/1.1\r\nHost: gate\r\nX-Pad: " + "p".repeat(20_000) + "\r\n\r\n");
      awaitTheSweep();

      assertToldInTime(silence, () -> Way.CLOSE.leave(client));
      silence.answer.countDown();
    }
  }

  @Test
  void staysQuietAboutAClientThatStays() throws Exception {
    try (RawConnection client = ask("question")) {
      Silence silence = nextSilence();
      awaitTheSweep();
      awaitTheSweep();
      assertEquals(1, silence.gone.getCount());

      silence.answer.countDown();

      assertEquals("done", client.reply().text());
      await(silence.served);
      Way.CLOSE.leave(client);
      awaitTheSweep();
      awaitTheSweep();
      assertEquals(1, silence.gone.getCount(), "leaving after the answer is no alarm");
    }
  }

  @Test
  void runsNoActionAfterItsWatchIsClosed() throws Exception {
    var closed = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    var sawGone = new CountDownLatch(1);
    var other =
        new Listener(
            new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30)),
            PathTable.builder()
                .exact(
                    "/two",
                    exchange -> {
                      var first = exchange.onClientGone(alarms::incrementAndGet);
                      try (var _ = exchange.onClientGone(sawGone::countDown)) {
                        first.close();
                        closed.countDown();
                        await(finish);
                      }
                    })
                .build());
    try (other) {
      other.start();
      var client = new RawConnection(other.port());
      client.ask("GET /two HTTP/1.1", "Host: gate");
      await(closed);

      Way.CLOSE.leave(client);

      await(sawGone);
      finish.countDown();
      assertEquals(0, alarms.get(), "the closed watch was told as well");
    }
  }

  @Test
  void failsTheWriteToAClientThatLeft() throws Exception {
    var failed = new CountDownLatch(1);
    var other =
        new Listener(
            new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30)),
            PathTable.builder()
                .exact(
                    "/flood",
                    exchange -> {
                      exchange.sink().head(new ReplyHead(200, Headers.none()));
                      try {
                        while (true) {
                          exchange.sink().write(ByteBuffer.allocate(10_000));
                        }
                      } catch (ClientGone gone) {
                        failed.countDown();
                        throw gone;
                      }
                    })
                .build());
    try (other) {
      other.start();
      var client = new RawConnection(other.port());
      client.ask("GET /flood HTTP/1.1", "Host: gate").bytes(100_000);
      client.reset();

      await(failed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void servesPipelinedRequestsHoweverTheyAreCut(long seed) throws Exception {
    var random = new Random(seed);
    int requests = 40;
    byte[][] bodies = new byte[requests][];
    var wire = new ByteArrayOutputStream();
    for (int i = 0; i < requests; i++) {
      bodies[i] = new byte[random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(300)];
      random.nextBytes(bodies[i]);
      int wait = random.nextInt(8) == 0 ? random.nextInt(120) : 0;
      String head =
          "POST /echo HTTP/1.1\r\nHost: gate\r\nX-Wait: %d\r\nContent-Length: %d\r\n\r\n"
              .formatted(wait, bodies[i].length);
      wire.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      wire.writeBytes(bodies[i]);
    }
    byte[] all = wire.toByteArray();

    try (var client = new RawConnection(listener.port())) {
      Thread sender = Thread.ofVirtual().start(() -> sayInPieces(client, all, new Random(seed)));
      for (int i = 0; i < requests; i++) {
        RawConnection.Reply reply = client.reply();
        assertEquals(200, reply.status());
        assertTrue(Arrays.equals(bodies[i], reply.body()), "reply " + i + " is another one's");
      }
      sender.join();
    }
    assertFalse(alarms.get() > 0, "a client that stayed was reported gone");
  }

  private void sayInPieces(RawConnection client, byte[] all, Random random) {
    int at = 0;
    while (at < all.length) {
      int next = Math.min(all.length, at + 1 + random.nextInt(9_000));
      try {
        client.say(all, at, next);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      at = next;
      if (random.nextInt(6) == 0) {
        takeTime(random.nextInt(70));
      }
    }
  }
}
