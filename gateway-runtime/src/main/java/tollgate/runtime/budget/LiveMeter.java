package tollgate.runtime.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A meter with its counters. Guarded by the till's lock. */
final class LiveMeter {

  private record Place(List<String> values, long window) {}

  private final Meter meter;
  private final boolean standing;
  private final Function<CounterKey, Allowances> allowed;
  private final Map<Place, Counter> counters = new HashMap<>();
  private Period latest = new Period(0, 0);

  /** Whose counters were looked up last: a call with caps asks for them twice. */
  private @Nullable Claim latestClaim;

  private List<Counter> latestCounters = List.of();
  private long lastAskedMillis = Long.MIN_VALUE;

  /**
   * A meter without counters.
   *
   * @param allowed what the operator gave the caps on a counter
   */
  LiveMeter(Meter meter, boolean standing, Function<CounterKey, Allowances> allowed) {
    this.meter = meter;
    this.standing = standing;
    this.allowed = allowed;
  }

  Meter meter() {
    return meter;
  }

  boolean isStanding() {
    return standing;
  }

  /** A cap limits it, at this time. */
  void ask(long atMillis) {
    lastAskedMillis = Math.max(lastAskedMillis, atMillis);
  }

  /** The counters of a call; those there are not yet are made. */
  List<Counter> countersOf(Claim claim) {
    if (latestClaim == null || !claim.equals(latestClaim)) {
      latestCounters = lookUp(claim);
      latestClaim = claim;
    }
    return latestCounters;
  }

  private List<Counter> lookUp(Claim claim) {
    List<List<String>> all = meter.valuesOf(claim.axes());
    if (all.isEmpty()) {
      return List.of();
    }
    Period period = periodAt(claim.at());
    long window = meter.windowOf(period);
    if (all.size() == 1) {
      return List.of(counter(all.getFirst(), window, period));
    }
    var found = new ArrayList<Counter>(all.size());
    for (List<String> values : all) {
      found.add(counter(values, window, period));
    }
    return found;
  }

  /** Those counters of a call that there are. */
  List<Counter> existing(Claim claim) {
    long window = meter.windowOf(meter.span().periodAt(claim.at()));
    return meter.valuesOf(claim.axes()).stream()
        .flatMap(values -> Optional.ofNullable(counters.get(new Place(values, window))).stream())
        .toList();
  }

  private Counter counter(List<String> values, long window, Period period) {
    var place = new Place(values, window);
    Counter known = counters.get(place);
    if (known == null) {
      var key = new CounterKey(meter, values, window);
      known = new Counter(key, period);
      known.allow(allowed.apply(key));
      counters.put(place, known);
    }
    return known;
  }

  /** The counter of a key, made where there is none. */
  Counter counter(CounterKey key, Instant at) {
    Period period = meter.span().periodAt(at);
    return counter(key.values(), key.window(), period);
  }

  Optional<Counter> find(CounterKey key) {
    return Optional.ofNullable(counters.get(new Place(key.values(), key.window())));
  }

  void forEach(Consumer<Counter> action) {
    counters.values().forEach(action);
  }

  /** Most calls ask for the window that the last one asked for. */
  private Period periodAt(Instant at) {
    if (!latest.contains(at.toEpochMilli()) || meter.span() instanceof Span.Rolling) {
      latest = meter.span().periodAt(at);
    }
    return latest;
  }

  void forgetIdle(long sinceMillis) {
    latestClaim = null;
    latestCounters = List.of();
    counters.values().removeIf(counter -> counter.isIdleSince(sinceMillis));
  }

  /** Whether nothing is counted and no cap has asked for long. */
  boolean isIdleSince(long millis) {
    return !standing && counters.isEmpty() && lastAskedMillis < millis;
  }
}
