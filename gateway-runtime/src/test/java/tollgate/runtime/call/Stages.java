package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Identity;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Dialect;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.upstream.ProviderConfig;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderSketch;

/** Calls as they stand before each stage. */
final class Stages {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final String ID = "01" + "0".repeat(24);

  private Stages() {}

  /** What a stage let pass. */
  static <T> T passed(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Passed<T>(var call) -> call;
      case Outcome.Refused<T>(var problem) -> throw new AssertionError(problem.render());
    };
  }

  /** Why a stage refused. */
  static ProblemReport refused(Outcome<?> outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome, outcome::toString).problem();
  }

  static Generation generation(ProviderConfig... providers) {
    return generation(new EmptyPolicySet(), providers);
  }

  static Generation generation(PolicySet policies, ProviderConfig... providers) {
    return new Generation(
        PluginSet.EMPTY,
        ProviderRegistry.EMPTY.successor(Arrays.asList(providers), List.of(new Talking())),
        PriceBook.EMPTY,
        policies);
  }

  /** A provider that serves models beginning so; none for any. */
  static ProviderConfig provider(String id, boolean byDefault, String... models) {
    return ProviderSketch.of(id, "talking").byDefault(byDefault).serving(models).config();
  }

  static Arrival arrival(FakeExchange exchange, Dialect dialect, Generation generation) {
    var taken = Credential.take(exchange);
    return new Arrival(
        new CallId(ID),
        NOW,
        System.nanoTime(),
        generation,
        taken.head(),
        taken.credential(),
        exchange.peer(),
        dialect);
  }

  static IdentifiedCall identified(FakeExchange exchange, RequestFacts facts, Generation at) {
    var arrival = arrival(exchange, new TalkDialect(), at);
    var call = new ClientCall(arrival, body(exchange), facts);
    return new IdentifiedCall(call, Identity.UNKNOWN);
  }

  /** Read where it is JSON, else as nobody reads it. */
  private static RequestBody body(FakeExchange exchange) {
    try {
      return exchange.sent().length == 0
          ? RequestBody.opaque(exchange.sent())
          : RequestBody.read(exchange.sent(), false, JsonDocument.scan(exchange.sent()));
    } catch (MalformedJson malformed) {
      return RequestBody.opaque(exchange.sent());
    }
  }

  static JudgedCall judged(
      FakeExchange exchange, RequestFacts facts, Caller caller, Generation at) {
    return new JudgedCall(
        new AuthenticatedCall(identified(exchange, facts, at), caller),
        "{\"policies\":\"0\"}",
        Orders.NONE);
  }

  /** The holder of a key that may use only these; empty allows all. */
  static Caller.Holder holder(Set<String> models, Set<String> providers) {
    return new Caller.Holder(key(models, providers));
  }

  static ManagedKey key(Set<String> models, Set<String> providers) {
    var terms = new ManagedKey.Terms("ci", ManagedKey.NEVER, models, providers, Set.of());
    return new ManagedKey("key-1", "tgk_0123", terms, NOW, ManagedKey.NEVER, ManagedKey.NEVER);
  }

  /** Opens providers that are never asked; those named "post…" take no WebSockets. */
  private static final class Talking implements ProviderTransform {
    @Override
    public String id() {
      return "talking";
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
          return !settings.id().startsWith("post");
        }

        @Override
        public OutboundRequest prepare(OutboundCall call) {
          throw new AssertionError("the stage under test sends nothing");
        }

        @Override
        public ReplyNotes notes(ReplyHead head) {
          return ReplyNotes.NONE;
        }
      };
    }
  }
}
