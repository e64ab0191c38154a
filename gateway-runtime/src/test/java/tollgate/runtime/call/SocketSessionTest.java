package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.PieceEnd;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderSketch;
import tollgate.runtime.upstream.SocketLeg;
import tollgate.runtime.upstream.SocketUpstream;
import tollgate.runtime.upstream.SocketWish;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamSettings;

/** What a session does between turns. */
@Timeout(60)
class SocketSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final UpstreamSettings SETTINGS =
      new UpstreamSettings(10, Duration.ofSeconds(60), 1, 2, Duration.ofSeconds(30));

  private final UpstreamCaller network = new UpstreamCaller(SETTINGS, new Breakers(SETTINGS));
  private final Bell toolsBell = new Bell();
  private final PieceEnd tool = new PieceEnd(toolsBell, PATIENCE);

  /** Its end of the connection to the tool is the gateway's. */
  private SocketUpstream door;

  private SocketUpstream provider;

  @BeforeEach
  void start() throws Exception {
    door = SocketUpstream.clear();
    provider = SocketUpstream.clear();
  }

  @AfterEach
  void stop() {
    network.close();
    door.close();
    provider.close();
  }

  private SocketLeg dial(URI url, PieceEnd end) throws Exception {
    var config = ProviderSketch.of("field", "talking").at(url).config();
    OpenProvider there = Stages.generation(config).providers().find("field").orElseThrow();
    var wish = new SocketWish("/v1/talk", Headers.none(), List.of());
    return network.sockets().open(there, wish, end, Deadlines.NONE, new Cancellation());
  }

  private static Farewell farewell(SocketEnd end, Bell bell) throws Exception {
    Optional<Heard> heard = end.poll();
    while (heard.isEmpty()) {
      int rings = bell.rings();
      heard = end.poll();
      if (heard.isEmpty()) {
        bell.await(rings, Bell.NEVER);
      }
    }
    return assertInstanceOf(Heard.Closed.class, heard.get()).farewell();
  }

  @Test
  void bothSidesAreToldWhenNeitherHasSaidAnythingForTooLong() throws Exception {
    try (var _ = dial(door.url(), tool);
        var leg = dial(provider.url(), new PieceEnd(door.bell(), PATIENCE))) {
      tool.begin();
      provider.end().begin();
      // Nobody says anything, so there is neither an upgrade nor a turn to serve.
      var sessions = new SocketSessions(null, 1_000, Duration.ofSeconds(1), 10);
      sessions.start(null, new SocketPair(door.end(), leg, door.bell()));
      assertEquals(1, sessions.count());

      assertEquals(new Farewell(1001, "nothing was said for 1 seconds"), farewell(tool, toolsBell));
      assertEquals(1001, farewell(provider.end(), provider.bell()).code());
      assertTrue(sessions.awaitNone(PATIENCE));
      assertEquals(0, sessions.count());
    }
  }
}
