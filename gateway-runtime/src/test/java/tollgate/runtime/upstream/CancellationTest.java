package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.RecordedEvents;

/** Cancelled at any moment, a call ends and its upstream knows within 250 ms. */
@Timeout(60)
class CancellationTest {
  private static final Duration PROMISED = Duration.ofMillis(250);

  private final Breakers breakers = new Breakers(Providers.SETTINGS);
  private final UpstreamCaller caller = new UpstreamCaller(Providers.SETTINGS, breakers);
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong closedAt = new AtomicLong();

  @AfterEach
  void close() {
    caller.close();
  }

  /** Says something to a request, then waits for the gateway to close. */
  private FakeUpstream.Scene saying(String words) {
    return peer -> {
      peer.head();
      peer.say(words);
      reached.countDown();
      peer.awaitClose();
      closedAt.set(System.nanoTime());
      closed.countDown();
    };
  }

  private ExchangeReply send(FakeUpstream upstream, Exchange.Sending sending)
      throws UpstreamFailure {
    return caller.send(
        Providers.at(upstream.url()), sending, Deadlines.NONE, cancellation, TryListener.NONE);
  }

  private void assertToldInTime(long cancelled) throws InterruptedException {
    assertTrue(closed.await(10, TimeUnit.SECONDS), "the upstream was never told");
    Duration took = Duration.ofNanos(closedAt.get() - cancelled);
    assertTrue(took.compareTo(PROMISED) <= 0, () -> "told after " + took.toMillis() + " ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nsome"})
  void endsAtAnyMomentOfTheReply(String said) throws Exception {
    try (var upstream = new FakeUpstream(saying(said));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> call =
          threads.submit(() -> {
            try (ExchangeReply reply = send(upstream, Providers.get("/x"))) {
              return Providers.text(reply);
            }
          });
      assertTrue(reached.await(10, TimeUnit.SECONDS));

      long cancelled = System.nanoTime();
      cancellation.cancel();

      assertToldInTime(cancelled);
      var failed = assertThrows(Exception.class, () -> call.get(10, TimeUnit.SECONDS));
      assertEquals(Cancelled.class, failed.getCause().getClass());
      assertEquals(0, breakers.snapshot().getFirst().failures(), "no fault of the provider's");
    }
  }

  @Test
  void endsWhileTheUpstreamDoesNotTakeTheRequest() throws Exception {
    FakeUpstream.Scene stuck =
        peer -> {
          peer.head();
          reached.countDown();
          peer.await(new CountDownLatch(1));
        };
    String[] slices = new String[16];
    Arrays.fill(slices, "x".repeat(1 << 20));
    try (var upstream = new FakeUpstream(stuck);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> call =
          threads.submit(() -> {
            send(upstream, Providers.post("/x", slices)).close();
            return true;
          });
      assertTrue(reached.await(10, TimeUnit.SECONDS));

      cancellation.cancel();

      var failed = assertThrows(Exception.class, () -> call.get(2, TimeUnit.SECONDS));
      assertEquals(Cancelled.class, failed.getCause().getClass());
    }
  }

  @Test
  void endsWhileTheReaderIsBusyElsewhere() throws Exception {
    try (var upstream = new FakeUpstream(saying("HTTP/1.1 200 OK\r\n\r\nsome"));
        ExchangeReply reply = send(upstream, Providers.get("/x"))) {
      assertTrue(reply.read().hasRemaining());

      long cancelled = System.nanoTime();
      cancellation.cancel(); // from a thread that is not in read

      assertToldInTime(cancelled);
      assertThrows(Cancelled.class, reply::read);
    }
  }

  @Test
  void endsByInterrupt() throws Exception {
    try (var upstream = new FakeUpstream(saying("HTTP/1.1 200 OK\r\n\r\nsome"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Class<?>> call =
          threads.submit(() -> {
            try (ExchangeReply reply = send(upstream, Providers.get("/x"))) {
              Providers.text(reply);
              return Void.class;
            } catch (Cancelled e) {
              closedAt.compareAndSet(0, 1);
              return Thread.currentThread().isInterrupted() ? Cancelled.class : Object.class;
            }
          });
      assertTrue(reached.await(10, TimeUnit.SECONDS));

      threads.shutdownNow();

      assertEquals(Cancelled.class, call.get(10, TimeUnit.SECONDS));
      assertTrue(closed.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void refusesWhatComesAfterwards() throws Exception {
    try (var upstream = FakeUpstream.answering(FakeUpstream.reply(200, "ok"))) {
      cancellation.cancel();

      assertThrows(Cancelled.class, () -> send(upstream, Providers.get("/x")).close());
      assertEquals(0, upstream.connections());
    }
  }

  @Test
  void cutsThePauseBetweenTriesShort() throws Exception {
    var settings = new UpstreamSettings(10, Duration.ofSeconds(60), 9, 50, Duration.ofSeconds(30));
    FakeUpstream.Scene unwell =
        peer -> {
          peer.request();
          peer.say(FakeUpstream.reply(500, "oh"));
        };
    try (var patient = new UpstreamCaller(settings, new Breakers(settings));
        var upstream = new FakeUpstream(unwell);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> call =
          threads.submit(() ->
              patient.send(
                  Providers.at(upstream.url()),
                  Providers.get("/x"),
                  Deadlines.NONE,
                  cancellation,
                  attempt -> {
                    if (attempt.number() == 3) {
                      reached.countDown();
                    }
                  }));
      assertTrue(reached.await(10, TimeUnit.SECONDS));

      cancellation.cancel(); // the fourth try is 800 ms away

      var failed = assertThrows(Exception.class, () -> call.get(400, TimeUnit.MILLISECONDS));
      assertEquals(Cancelled.class, failed.getCause().getClass());
    }
  }

  @Test
  void closesTheReplyOfAProvidersOwnExchange() throws Exception {
    var own =
        new Providers.Own(sending -> {
          reached.countDown();
          try {
            new CountDownLatch(1).await();
            throw new AssertionError("woken without reason");
          } catch (InterruptedException e) {
            closed.countDown();
            throw new InterruptedIOException();
          }
        });
    var provider = Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> call =
          threads.submit(() ->
              caller.send(
                  provider, Providers.get("/x"), Deadlines.NONE, cancellation, TryListener.NONE));
      assertTrue(reached.await(10, TimeUnit.SECONDS));

      cancellation.cancel();

      assertTrue(closed.await(10, TimeUnit.SECONDS));
      var failed = assertThrows(Exception.class, () -> call.get(10, TimeUnit.SECONDS));
      assertEquals(Cancelled.class, failed.getCause().getClass());
    }
  }

  @Test
  void tellsOfAnExchangeThatCannotBeCancelledAndGoesOn() throws Exception {
    var own = new Providers.Own(sending -> new StubbornReply());
    var provider = Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own);
    try (var events = new RecordedEvents()) {
      ExchangeReply reply =
          caller.send(
              provider, Providers.get("/x"), Deadlines.NONE, cancellation, TryListener.NONE);

      cancellation.cancel();
      assertEquals("p", events.field(ProviderEvent.UPSTREAM_CANCEL_FAILED, "provider"));
      assertTrue(events.field(ProviderEvent.UPSTREAM_CANCEL_FAILED, "reason").contains("I stay"));

      reply.close();
      assertEquals(2, events.count(ProviderEvent.UPSTREAM_CANCEL_FAILED));
    }
  }

  /** Breaks the promise that closing never throws. */
  private static final class StubbornReply implements ExchangeReply {
    @Override
    public ReplyHead head() {
      return new ReplyHead(200, Headers.none());
    }

    @Override
    public ByteBuffer read() {
      return ByteBuffer.allocate(1);
    }

    @Override
    public void close() {
      throw new IllegalStateException("I stay");
    }
  }
}
