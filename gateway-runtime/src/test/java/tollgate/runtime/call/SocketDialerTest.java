package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.PieceEnd;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.NamedCredential;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderSketch;
import tollgate.runtime.upstream.Routing;
import tollgate.runtime.upstream.SocketLeg;
import tollgate.runtime.upstream.SocketUpstream;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamSettings;

/** With which of a provider's accounts a WebSocket is opened. */
@Timeout(60)
class SocketDialerTest {
  private static final UpstreamSettings SETTINGS =
      new UpstreamSettings(10, Duration.ofSeconds(60), 1, 2, Duration.ofSeconds(30));

  private final UpstreamCaller upstream = new UpstreamCaller(SETTINGS, new Breakers(SETTINGS));
  private final Accounts accounts = new Accounts(InstantSource.system());
  private final Metrics metrics = new Metrics();
  private final SocketDialer dialer =
      new SocketDialer(
          upstream.sockets(),
          accounts,
          new CallMeters(metrics),
          new Deadlines(
              Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  private SocketUpstream field;

  @BeforeEach
  void start() throws Exception {
    field = SocketUpstream.clear();
  }

  @AfterEach
  void stop() {
    upstream.close();
    field.close();
    metrics.close();
  }

  private Generation generation(String... names) {
    var credentials =
        Arrays.stream(names).map(name -> new NamedCredential(name, "key-" + name)).toList();
    var config =
        ProviderSketch.of("field", "calling")
            .at(field.url())
            .routing(new Routing(List.of(), credentials))
            .config();
    return new Generation(
        PluginSet.EMPTY,
        ProviderRegistry.EMPTY.successor(List.of(config), List.of(new Calling())),
        PriceBook.EMPTY,
        new EmptyPolicySet());
  }

  private SocketDialer.Dialled dial(Generation generation, String session) {
    return dial(generation, session, Set.of());
  }

  private SocketDialer.Dialled dial(Generation generation, String session, Set<String> allowed) {
    var exchange = FakeExchange.asking("/v1/talk", "");
    var arrival = Stages.arrival(exchange, new TalkDialect(), generation);
    var facts = RequestFacts.of(TalkDialect.ID).billable(false).build();
    var call = new ClientCall(arrival, RequestBody.opaque(new byte[0]), facts);
    OpenProvider provider = generation.providers().find("field").orElseThrow();
    return dialer.dial(
        new SocketAdmission.Granted(call, session, provider, allowed),
        () -> new PieceEnd(new Bell(), Duration.ofSeconds(20)),
        new Cancellation());
  }

  private static SocketLeg leg(SocketDialer.Dialled dialled) {
    return assertInstanceOf(SocketDialer.Dialled.Connected.class, dialled).leg();
  }

  @Test
  void accountsTakeTurnsAndASessionStaysWithItsOwn() {
    Generation generation = generation("a", "b");

    String first = leg(dial(generation, "one")).account();
    String second = leg(dial(generation, "two")).account();

    assertEquals(Set.of("a", "b"), Set.of(first, second));
    assertEquals(first, leg(dial(generation, "one")).account());
  }

  @Test
  void accountsThatTheKeyDoesNotAllowAreNeverAsked() {
    field.answers(wish -> wish.authorization().equals("key-b") ? 401 : SocketUpstream.GRANTED);
    Generation generation = generation("a", "b");

    assertInstanceOf(SocketDialer.Dialled.Denied.class, dial(generation, "one", Set.of("b")));
    assertEquals("a", leg(dial(generation, "two", Set.of("a"))).account());
  }

  @Test
  void whereOneIsTurnedDownTheNextIsAskedAndTheFirstRests() throws Exception {
    field.answers(wish -> wish.authorization().equals("key-a") ? 401 : SocketUpstream.GRANTED);
    Generation generation = generation("a", "b");

    SocketLeg leg = leg(dial(generation, "one"));

    assertEquals("b", leg.account());
    assertEquals("key-a", field.nextWish().authorization());
    assertEquals("key-b", field.nextWish().authorization());
    OpenProvider provider = generation.providers().find("field").orElseThrow();
    assertEquals("b", leg.login(provider).account());
    assertTrue(accounts.rest(provider.perLogin().getFirst(), "").isPositive());
    assertEquals("b", leg(dial(generation, "two")).account());
    assertEquals("key-b", field.nextWish().authorization(), "a is left alone");
  }

  @Test
  void aLimitMayBeThatOfAModelAndNobodyRests() {
    field.answers(wish -> wish.authorization().equals("key-a") ? 429 : SocketUpstream.GRANTED);
    Generation generation = generation("a", "b");

    assertEquals("b", leg(dial(generation, "one")).account());
    OpenProvider first = generation.providers().find("field").orElseThrow().perLogin().getFirst();
    assertTrue(accounts.rest(first, "").isZero());
  }

  @Test
  void whenAllAreTurnedDownTheLastAnswerIsTold() {
    field.answers(wish -> wish.authorization().equals("key-a") ? 401 : 429);

    var denied =
        assertInstanceOf(SocketDialer.Dialled.Denied.class, dial(generation("a", "b"), ""));

    assertEquals(429, denied.manner().status());
    assertEquals(UpstreamProblem.UPSTREAM_ERROR, denied.problem().problem());
  }

  @Test
  void aProviderThatTakesNoneIsAskedOnce() {
    field.answers(_ -> 404);

    var failed =
        assertInstanceOf(SocketDialer.Dialled.Failed.class, dial(generation("a", "b"), ""));

    assertEquals(RequestProblem.REQUEST_UPGRADE_REFUSED, failed.problem().problem());
    assertEquals(1, field.wishesWaiting());
  }

  /** Puts the credential in and knows a refused one by 401. */
  private static final class Calling implements ProviderTransform {
    @Override
    public String id() {
      return "calling";
    }

    @Override
    public Provider open(ProviderSettings settings) {
      return new Provider() {
        @Override
        public Set<DialectId> dialects() {
          return Set.of(TalkDialect.ID);
        }

        @Override
        public boolean sockets() {
          return true;
        }

        @Override
        public OutboundRequest prepare(OutboundCall call) {
          return OutboundRequest.of(call, Headers.of("authorization", settings.credential()));
        }

        @Override
        public ReplyNotes notes(ReplyHead head) {
          return head.status() == 401
              ? new ReplyNotes("", "", List.of(), ReplyNotes.Fault.CREDENTIAL, Duration.ZERO)
              : ReplyNotes.NONE;
        }
      };
    }
  }
}
