package tollgate.runtime.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.PieceEnd;

@Timeout(60)
class SocketCallerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Deadlines PATIENT = within(PATIENCE);
  private static final SocketWish WISH =
      new SocketWish("/v1/a%2Fb?x=%20y", Headers.of("authorization", "Bearer up"), List.of("one"));

  private final Bell bell = new Bell();
  private final PieceEnd end = new PieceEnd(bell, PATIENCE);
  private final Breakers breakers = new Breakers(Providers.SETTINGS);
  private final UpstreamCaller caller = new UpstreamCaller(Providers.SETTINGS, breakers);
  private SocketUpstream upstream;

  private static Deadlines within(Duration connect) {
    return new Deadlines(connect, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  @BeforeEach
  void start() throws Exception {
    upstream = SocketUpstream.clear();
  }

  @AfterEach
  void stop() {
    caller.close();
    upstream.close();
  }

  private OpenProvider provider() {
    return Providers.at(URI.create(upstream.url() + "/base"));
  }

  private SocketLeg open() throws Exception {
    return caller.sockets().open(provider(), WISH, end, PATIENT, new Cancellation());
  }

  private Heard heard() throws IOException {
    while (true) {
      int rings = bell.rings();
      Optional<Heard> something = end.poll();
      if (something.isPresent()) {
        return something.get();
      }
      bell.await(rings, Bell.NEVER);
    }
  }

  @Test
  void asksAsTheWishSaysAndOffersNoExtension() throws Exception {
    SocketLeg leg = open();

    assertEquals(
        new SocketUpstream.Asked("/base/v1/a%2Fb?x=%20y", "Bearer up", null, null),
        upstream.nextWish());
    assertEquals(101, leg.head().status());
    assertEquals("7", leg.head().headers().first("x-state"));
    assertEquals("one", leg.head().headers().first("sec-websocket-protocol"));
    assertTrue(leg.leadsTo(provider()));
    assertFalse(leg.leadsTo(Providers.at(URI.create("http://127.0.0.1:9"))));
  }

  @Test
  void whatIsSaidBeforeAnybodyListensIsNotLost() throws Exception {
    open();
    upstream.end().send(true, true, true, UTF_8.encode("early"));
    end.begin();

    var piece = assertInstanceOf(Heard.Piece.class, heard());
    assertEquals("early", UTF_8.decode(piece.bytes()).toString());
    assertTrue(piece.text() && piece.first() && piece.last());
    piece.done();
  }

  @Test
  void aLongMessageComesInPiecesOneAfterTheOther() throws Exception {
    open();
    end.begin();
    String words = "0123456789".repeat(300_000);
    Thread.ofVirtual()
        .start(() -> {
          try {
            upstream.end().send(true, true, true, UTF_8.encode(words));
          } catch (IOException gone) {
            throw new AssertionError(gone);
          }
        });

    var all = new StringBuilder();
    boolean last = false;
    int pieces = 0;
    while (!last) {
      var piece = assertInstanceOf(Heard.Piece.class, heard());
      assertEquals(pieces == 0, piece.first());
      assertEquals(Optional.empty(), end.poll(), "no second one before the first is done");
      all.append(UTF_8.decode(piece.bytes()));
      last = piece.last();
      pieces++;
      piece.done();
    }
    assertTrue(pieces > 1);
    assertEquals(words, all.toString());
  }

  @Test
  void aRefusalIsToldWithItsHeadAndIsNoFailure() {
    for (int said : List.of(200, 302, 401, 404, 426, 503)) {
      upstream.answers(_ -> said);
      var refused = assertThrows(SocketRefused.class, this::open);

      assertEquals(said, refused.head().status());
      assertEquals("7", refused.head().headers().first("retry-after"));
    }
    assertEquals(0, breakers.snapshot().getFirst().failures());
  }

  @Test
  void anUnreachableProviderIsToldAtOnceAndCounts() {
    var nowhere = Providers.at(URI.create("http://127.0.0.1:1"));

    var failure =
        assertThrows(
            UpstreamUnreachable.class,
            () -> caller.sockets().open(nowhere, WISH, end, PATIENT, new Cancellation()));

    assertEquals(UpstreamProblem.UPSTREAM_UNREACHABLE, failure.report("p").problem());
    assertEquals(1, breakers.snapshot().getFirst().failures());
  }

  @Test
  void aSilentProviderIsGivenUpInTime() {
    upstream.answers(_ -> SocketUpstream.SILENCE);
    var failure =
        assertThrows(
            UpstreamTimeout.class,
            () ->
                caller
                    .sockets()
                    .open(
                        provider(), WISH, end, within(Duration.ofMillis(50)), new Cancellation()));

    assertEquals(UpstreamTimeout.Kind.CONNECT, failure.kind());
  }

  @Test
  void anOpenBreakerRefusesTurnsToo() throws Exception {
    SocketLeg leg = open();
    for (int i = 0; i < Providers.SETTINGS.breakerFailures(); i++) {
      leg.begin().failed();
    }

    assertThrows(BreakerOpen.class, leg::begin);
    assertThrows(BreakerOpen.class, this::open);
  }

  @Test
  void aFarewellIsHeardAndAnswered() throws Exception {
    open();
    end.begin();
    upstream.end().close(new Farewell(4001, "own words"));

    assertEquals(
        new Farewell(4001, "own words"), assertInstanceOf(Heard.Closed.class, heard()).farewell());
  }
}
