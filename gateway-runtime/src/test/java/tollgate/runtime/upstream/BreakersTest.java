package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.upstream.BreakerState.Position;

/** A breaker opens after five failures in a row, and what a failure is. */
@Timeout(60)
class BreakersTest {
  private static final Duration PAUSE = Providers.SETTINGS.breakerPause();

  private final FakeClock clock = new FakeClock();
  private final Breakers breakers = new Breakers(Providers.SETTINGS, clock);
  private final UpstreamCaller caller = new UpstreamCaller(Providers.SETTINGS, breakers);
  private final AtomicReference<String> reply =
      new AtomicReference<>(FakeUpstream.reply(200, "ok"));

  @AfterEach
  void close() {
    caller.close();
  }

  private FakeUpstream upstream() throws IOException {
    return new FakeUpstream(peer -> {
      while (true) {
        peer.request();
        peer.say(reply.get());
      }
    });
  }

  /** The whole body of a reply, as a caller reads it. */
  private String said(OpenProvider provider) throws Exception {
    try (ExchangeReply came =
        caller.send(
            provider,
            Providers.post("/x", "{}"),
            Deadlines.NONE,
            new Cancellation(),
            TryListener.NONE)) {
      return Providers.text(came);
    }
  }

  private int call(FakeUpstream upstream) throws IOException {
    return call(Providers.at(upstream.url()));
  }

  private int call(OpenProvider provider) throws IOException {
    try (ExchangeReply came =
        caller.send(
            provider,
            Providers.post("/x", "{}"),
            Deadlines.NONE,
            new Cancellation(),
            TryListener.NONE)) {
      Providers.text(came);
      return came.head().status();
    }
  }

  private void fail(FakeUpstream upstream, int times) throws IOException {
    reply.set(FakeUpstream.reply(500, "oh"));
    for (int i = 0; i < times; i++) {
      assertEquals(500, call(upstream));
    }
  }

  private BreakerState state() {
    return breakers.snapshot().getFirst();
  }

  /** Where it stands, without the times of day. */
  private void stands(Position position, int failures, Duration retryAfter) {
    assertEquals(position, state().position());
    assertEquals(failures, state().failures());
    assertEquals(retryAfter, state().retryAfter());
  }

  @Test
  void tellsWhenItOpenedAndWhenItWasLastAsked() throws Exception {
    try (var upstream = upstream()) {
      Instant begin = clock.instant();
      fail(upstream, 4);
      assertEquals(Instant.EPOCH, state().openedAt());
      clock.pass(Duration.ofSeconds(2));
      fail(upstream, 1);
      clock.pass(Duration.ofSeconds(3));
      assertThrows(BreakerOpen.class, () -> call(upstream));

      assertEquals(begin.plusSeconds(2), state().openedAt());
      assertEquals(begin.plusSeconds(5), state().lastActivity());
    }
  }

  @Test
  void opensAfterFiveFailuresInARow() throws Exception {
    try (var upstream = upstream()) {
      fail(upstream, 4);
      stands(Position.CLOSED, 4, Duration.ZERO);
      fail(upstream, 1);
      stands(Position.OPEN, 5, PAUSE);

      int before = upstream.requestsWaiting();
      clock.pass(Duration.ofMillis(9_500));
      BreakerOpen open = assertThrows(BreakerOpen.class, () -> call(upstream));

      assertEquals(Duration.ofSeconds(21), open.retryAfter(), "rounded up");
      assertEquals(before, upstream.requestsWaiting(), "nothing was sent");
      assertTrue(open.report("p").what().contains("failed 5 times"), open.report("p").what());
    }
  }

  @Test
  void beginsToCountAgainAfterASuccess() throws Exception {
    try (var upstream = upstream()) {
      for (int i = 0; i < 5; i++) {
        fail(upstream, 4);
        reply.set(FakeUpstream.reply(200, "ok"));
        assertEquals(200, call(upstream));
      }
      stands(Position.CLOSED, 0, Duration.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 422, 429})
  void doesNotCountWhatTheClientIsToldOff(int status) throws Exception {
    try (var upstream = upstream()) {
      reply.set(FakeUpstream.reply(status, "no"));
      for (int i = 0; i < 10; i++) {
        assertEquals(status, call(upstream));
      }
      assertEquals(Position.CLOSED, state().position());
      assertEquals(0, state().failures());
    }
  }

  @Test
  void doesNotCountWordOfAnotherGatewaysOpenBreaker() throws Exception {
    String body = "{\"error\":{\"code\":\"short-circuit\",\"status\":503}}";
    try (var upstream = upstream()) {
      reply.set(FakeUpstream.reply(503, body));
      for (int i = 0; i < 10; i++) {
        assertEquals(body, said(Providers.at(upstream.url())), "and passes it on whole");
      }
      assertEquals(0, state().failures());
      reply.set(FakeUpstream.reply(503, "{\"error\":{\"code\":\"overloaded\"}}"));
      assertEquals(503, call(upstream));
      assertEquals(1, state().failures());
    }
  }

  @Test
  void asksTheProvidersPluginWhatAStatusMeans() throws Exception {
    var notes = new AtomicReference<>(ReplyNotes.Fault.LIMITED);
    var half =
        new Providers.Plain() {
          @Override
          public ReplyNotes notes(ReplyHead head) {
            return new ReplyNotes("", "", List.of(), notes.get(), Duration.ZERO);
          }
        };
    try (var upstream = upstream()) {
      var provider = Providers.open(upstream.url(), HttpProtocol.AUTO, half);
      reply.set(FakeUpstream.reply(529, "busy"));
      assertEquals(529, call(provider));
      assertEquals(0, state().failures());
      notes.set(ReplyNotes.Fault.BROKEN);
      reply.set(FakeUpstream.reply(404, "not my page"));
      assertEquals(404, call(provider));
      assertEquals(1, state().failures());
    }
  }

  @Test
  void asksTheProvidersPluginWhatTheBodyOfAnErrorMeans() throws Exception {
    var half =
        new Providers.Plain() {
          @Override
          public ReplyNotes notes(ReplyHead head, JsonView body) {
            boolean behindIt = body.at("/error/code").isText("nobody_home");
            var fault = behindIt ? ReplyNotes.Fault.LIMITED : ReplyNotes.Fault.BROKEN;
            return new ReplyNotes("", "", List.of(), fault, Duration.ZERO);
          }
        };
    String body = "{\"error\":{\"code\":\"nobody_home\"}}";
    try (var upstream = upstream()) {
      var provider = Providers.open(upstream.url(), HttpProtocol.AUTO, half);
      reply.set(FakeUpstream.reply(503, body));
      assertEquals(body, said(provider), "and passes it on whole");
      assertEquals(0, state().failures());
      reply.set(FakeUpstream.reply(500, "not JSON"));
      assertEquals("not JSON", said(provider));
      assertEquals(1, state().failures());
      reply.set(FakeUpstream.reply(500, ""));
      assertEquals("", said(provider));
      assertEquals(2, state().failures());
    }
  }

  @Test
  void countsConnectionsThatFailAndRepliesThatBreak() throws Exception {
    try (var upstream = new FakeUpstream(peer -> peer.request())) {
      assertThrows(UpstreamBroke.class, () -> call(upstream));
    }
    try (var upstream =
        new FakeUpstream(peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour");
        })) {
      assertThrows(UpstreamBroke.class, () -> call(upstream));
    }
    try (var deaf = new Socket()) { // holds a port that nobody else may get, and does not listen
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI gone = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      assertThrows(UpstreamUnreachable.class, () -> call(Providers.at(gone)));
    }

    assertEquals(3, state().failures());
  }

  @Test
  void doesNotCountClientsThatLeave() throws Exception {
    FakeUpstream.Scene silent =
        peer -> {
          peer.request();
          peer.awaitClose();
        };
    try (var upstream = new FakeUpstream(silent)) {
      fail4();
      for (int i = 0; i < 10; i++) {
        var cancellation = new Cancellation();
        assertThrows(
            Cancelled.class,
            () ->
                caller
                    .send(
                        Providers.at(upstream.url()),
                        Providers.post("/x", "{}"),
                        Deadlines.NONE,
                        cancellation,
                        new TryListener() {
                          @Override
                          public void starting(int number) {
                            cancellation.cancel();
                          }

                          @Override
                          public void ended(Try attempt) {
                            assertEquals("cancelled", attempt.problem());
                          }
                        })
                    .close());
      }
      assertEquals(4, state().failures(), "neither counted nor forgiven");
    }
  }

  private void fail4() throws IOException {
    try (var upstream = upstream()) {
      fail(upstream, 4);
    }
  }

  @Test
  void letsExactlyOneProbeThrough() throws Exception {
    var release = new CountDownLatch(1);
    var probes = new AtomicInteger();
    try (var upstream =
            new FakeUpstream(peer -> {
              while (true) {
                peer.request();
                if (reply.get().contains("probe")) {
                  probes.incrementAndGet();
                  peer.await(release);
                }
                peer.say(reply.get());
              }
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      fail(upstream, 5);
      clock.pass(PAUSE.plusMillis(1));
      reply.set(FakeUpstream.reply(200, "probe"));

      var refused = new CountDownLatch(49);
      var passed = new AtomicInteger();
      for (int i = 0; i < 50; i++) {
        var _ =
            threads.submit(() -> {
              try {
                assertEquals(200, call(upstream));
                passed.incrementAndGet();
              } catch (BreakerOpen open) {
                assertEquals(Duration.ofSeconds(1), open.retryAfter());
                refused.countDown();
              }
              return null;
            });
      }
      assertTrue(refused.await(10, TimeUnit.SECONDS), "49 others are turned away meanwhile");
      assertEquals(Position.HALF_OPEN, state().position());
      release.countDown();
      threads.shutdown();
      assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
      assertEquals(1, probes.get());
      assertEquals(1, passed.get());
      stands(Position.CLOSED, 0, Duration.ZERO);
    }
  }

  @Test
  void opensAgainWhenTheProbeFails() throws Exception {
    try (var upstream = upstream()) {
      fail(upstream, 5);
      clock.pass(PAUSE.plusMillis(1));
      fail(upstream, 1);

      stands(Position.OPEN, 6, PAUSE);
      assertThrows(BreakerOpen.class, () -> call(upstream));
    }
  }

  @Test
  void givesAnotherCallTheProbesPlaceWhenItsClientLeaves() throws Exception {
    try (var upstream = upstream()) {
      fail(upstream, 5);
      clock.pass(PAUSE.plusMillis(1));
      reply.set(FakeUpstream.reply(200, "ok"));
      var gone = new Cancellation();
      gone.cancel();
      assertThrows(
          Cancelled.class,
          () ->
              caller.send(
                  Providers.at(upstream.url()),
                  Providers.post("/x", "{}"),
                  Deadlines.NONE,
                  gone,
                  TryListener.NONE));
      assertEquals(Position.HALF_OPEN, state().position());

      assertEquals(200, call(upstream));
      assertEquals(Position.CLOSED, state().position());
    }
  }

  @Test
  void ignoresWhatStragglersOfTheTimeBeforeReport() throws Exception {
    Breaker breaker = breakers.of("p");
    Breaker.Pass straggler = breaker.admit();
    Breaker.Pass other = breaker.admit();
    for (int i = 0; i < 5; i++) {
      breaker.admit().failed();
    }
    clock.pass(PAUSE.plusMillis(1));
    Breaker.Pass probe = breaker.admit();
    straggler.failed();
    other.succeeded();

    assertEquals(Position.HALF_OPEN, state().position());
    probe.succeeded();
    assertEquals(Position.CLOSED, state().position());
  }

  @Test
  void canBeResetAndForgotten() throws Exception {
    try (var upstream = upstream()) {
      fail(upstream, 5);
      assertTrue(breakers.reset("p"));
      assertFalse(breakers.reset("unknown"));
      stands(Position.CLOSED, 0, Duration.ZERO);
      reply.set(FakeUpstream.reply(200, "ok"));
      assertEquals(200, call(upstream));

      breakers.retain(Set.of("another"));
      assertEquals(0, breakers.snapshot().size());
    }
  }
}
