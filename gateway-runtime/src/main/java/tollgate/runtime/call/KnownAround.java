package tollgate.runtime.call;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.call.Identity;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.ledger.SpentSoFar;
import tollgate.runtime.policy.Spending;
import tollgate.runtime.policy.Surroundings;
import tollgate.runtime.session.Story;
import tollgate.runtime.upstream.BreakerState;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.OpenProvider;

/** What the gateway knows beside a call, for the policies that judge it. */
final class KnownAround {

  private final SpentSoFar spent;
  private final SessionMemory sessions;
  private final Breakers breakers;
  private final ZoneId zone;
  private final Function<OpenProvider, Surroundings.Quota> quotas;

  KnownAround(
      SpentSoFar spent,
      SessionMemory sessions,
      Breakers breakers,
      ZoneId zone,
      Function<OpenProvider, Surroundings.Quota> quotas) {
    this.zone = zone;
    this.quotas = quotas;
    this.spent = spent;
    this.sessions = sessions;
    this.breakers = breakers;
  }

  Surroundings of(AuthenticatedCall call) {
    return new OfCall(call);
  }

  private final class OfCall implements Surroundings {
    private final AuthenticatedCall call;

    OfCall(AuthenticatedCall call) {
      this.call = call;
    }

    private Identity identity() {
      return call.identified().identity();
    }

    @Override
    public Optional<Money> spentAtHand(Spending question) {
      Optional<CounterKey> key = key(question);
      return key.isEmpty() ? Optional.of(Money.ZERO) : spent.atHand(key.get());
    }

    @Override
    public Money spent(Spending question) {
      return key(question).map(key -> spent.find(key, at())).orElse(Money.ZERO);
    }

    /** The counter; none for a call without a value there, which nobody can have spent on. */
    private Optional<CounterKey> key(Spending question) {
      return switch (question) {
        case DAY -> Optional.of(Meter.day(zone).at(at()));
        case DAY_BY_TOOL -> Optional.of(Meter.day(zone, Axes.TOOL).at(at(), identity().tool()));
        case DAY_BY_KEY ->
            Optional.of(call.caller().keyId())
                .filter(id -> !id.isEmpty())
                .map(id -> Meter.day(zone, Axes.KEY).at(at(), id));
        case SESSION ->
            hasSession()
                ? Optional.of(Meter.SESSION.at(at(), identity().session(), identity().tool()))
                : Optional.empty();
      };
    }

    private Instant at() {
      return call.call().arrival().at();
    }

    private boolean hasSession() {
      return !identity().session().isEmpty();
    }

    @Override
    public Optional<SessionFacts> sessionAtHand() {
      if (!hasSession()) {
        return Optional.of(SessionFacts.NEW);
      }
      Optional<Story> story = sessions.atHand(identity());
      Optional<Money> cost = spentAtHand(Spending.SESSION);
      return story.isEmpty() || cost.isEmpty()
          ? Optional.empty()
          : Optional.of(facts(story.get(), cost.get()));
    }

    @Override
    public SessionFacts session() {
      return hasSession()
          ? facts(sessions.find(identity()), spent(Spending.SESSION))
          : SessionFacts.NEW;
    }

    private static SessionFacts facts(Story story, Money cost) {
      return new SessionFacts(story.calls(), story.steps(), cost.toUsd(), story.repetition());
    }

    @Override
    public boolean priced() {
      var arrival = call.call().arrival();
      var generation = arrival.generation();
      String model = call.call().facts().model();
      return generation.providers().list().stream()
          .map(OpenProvider::type)
          .distinct()
          .anyMatch(type -> generation.prices().find(type, model, arrival.at()).isPresent());
    }

    @Override
    public List<ProviderFacts> providers() {
      Map<String, String> positions = new HashMap<>();
      for (BreakerState state : breakers.snapshot()) {
        positions.put(
            state.provider(), state.position().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      return call.call().arrival().generation().providers().list().stream()
          .map(one ->
              new ProviderFacts(
                  one.id(),
                  one.type(),
                  positions.getOrDefault(one.id(), "closed"),
                  quotas.apply(one)))
          .toList();
    }
  }
}
