package tollgate.runtime.upstream;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One breaker per provider id. They live as long as the gateway: a new generation of providers
 * finds them as the old one left them.
 */
public final class Breakers {

  private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final UpstreamSettings settings;
  private final Clock clock;

  /** Breakers that open and probe as the settings say. */
  public Breakers(UpstreamSettings settings) {
    this(settings, Clock.systemUTC());
  }

  Breakers(UpstreamSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Breaker of(String provider) {
    return breakers.computeIfAbsent(provider, id -> new Breaker(id, settings, clock));
  }

  /** Every breaker that has been used, by provider id. */
  public List<BreakerState> snapshot() {
    return breakers.values().stream()
        .map(Breaker::state)
        .sorted(Comparator.comparing(BreakerState::provider))
        .toList();
  }

  /** Closes a provider's breaker; false when the provider has not been used. */
  public boolean reset(String provider) {
    Breaker breaker = breakers.get(provider);
    if (breaker == null) {
      return false;
    }
    breaker.reset();
    return true;
  }

  /** Forgets the breakers of providers that are gone. */
  public void retain(Set<String> providers) {
    breakers.keySet().retainAll(providers);
  }
}
