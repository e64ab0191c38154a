package tollgate.runtime.budget;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Spent and held of one window of one meter. Guarded by the till's lock. */
final class Counter {
  /** Policies that name their caps anew for each call shall not fill the memory. */
  private static final int MOST_CAPS = 16;

  private final CounterKey key;
  private final Period period;
  private final long slotMillis;
  private final @Nullable Ring ring;
  private Amount spent = Amount.ZERO;
  private Amount held = Amount.ZERO;
  private final Map<String, Cap> caps = new LinkedHashMap<>();
  private boolean complete;
  private int leases;
  private int waiters;
  private long lastUsedMillis = Long.MIN_VALUE;

  Counter(CounterKey key, Period period) {
    this.key = key;
    this.period = period;
    this.slotMillis = key.meter().span().slotMillis();
    this.ring = key.meter().span() instanceof Span.Rolling ? new Ring(slotMillis) : null;
  }

  CounterKey key() {
    return key;
  }

  boolean isComplete() {
    return complete;
  }

  void join(Amount hold) {
    leases++;
    hold(hold);
  }

  void leave(Amount hold) {
    leases--;
    hold(Amount.ZERO.minus(hold));
  }

  void queue(int more) {
    waiters += more;
  }

  boolean isAwaited() {
    return waiters > 0;
  }

  /** It is asked for at this time: what is too old by then leaves. */
  void use(long atMillis) {
    lastUsedMillis = Math.max(lastUsedMillis, atMillis);
    if (ring != null) {
      spent = spent.minus(ring.advance(atMillis));
    }
  }

  void hold(Amount more) {
    held = held.plus(more);
  }

  /** Posts what a call that arrived then cost. */
  void spend(long atMillis, Amount amount) {
    post(Math.floorDiv(atMillis, slotMillis), amount);
  }

  private void post(long slot, Amount amount) {
    if (ring == null || ring.add(slot, amount)) {
      spent = spent.plus(amount);
    }
  }

  /** Adds what was spent before it was made; only the first answer counts. */
  void complete(Map<Long, Amount> before) {
    if (!complete) {
      before.forEach(this::post);
      complete = true;
    }
  }

  /** What is left of a cap. */
  long room(Cap cap) {
    return cap.unit() == Unit.CONCURRENT
        ? cap.most() - leases
        : cap.most() - cap.unit().of(spent) - cap.unit().of(held);
  }

  /** Whether so much would fit if no call ran now. */
  boolean wouldFit(Cap cap, long needed) {
    return switch (cap.unit()) {
      case USD, TOKENS -> cap.most() - spent(cap) >= needed;
      case CALLS -> false; // one that runs is counted already
      case CONCURRENT -> true;
    };
  }

  long spent(Cap cap) {
    return cap.unit().of(spent);
  }

  long held(Cap cap) {
    return cap.unit() == Unit.CONCURRENT ? leases : cap.unit().of(held);
  }

  /** A cap is put to a call. */
  void ask(Cap cap) {
    Cap before = caps.put(cap.name() + cap.unit(), cap);
    if (before == null && caps.size() > MOST_CAPS) {
      caps.remove(caps.keySet().iterator().next());
    }
  }

  /** How the caps on it stand that were put to calls. */
  void standings(Consumer<Standing> told) {
    for (Cap cap : caps.values()) {
      if (complete || cap.unit() == Unit.CONCURRENT) {
        long taken = cap.unit() == Unit.CONCURRENT ? 0 : spent(cap);
        Optional<Instant> resets =
            period.ends() && ring == null
                ? Optional.of(Instant.ofEpochMilli(period.until()))
                : Optional.empty();
        told.accept(new Standing(cap, key, taken, held(cap), Math.max(0, room(cap)), resets));
      }
    }
  }

  /** When a cap will have room for so much more; empty for never. */
  Optional<Instant> resets(Cap cap, long needed) {
    if (ring != null) {
      long excess = Math.max(1, spent(cap) + needed - cap.most());
      return needed > cap.most() ? Optional.empty() : ring.free(cap.unit(), excess);
    }
    return period.ends() ? Optional.of(Instant.ofEpochMilli(period.until())) : Optional.empty();
  }

  boolean isIdleSince(long millis) {
    return leases == 0 && waiters == 0 && lastUsedMillis < millis;
  }

  Missing missing() {
    Map<Long, Amount> since = ring == null ? Map.of(0L, spent) : ring.posted();
    return new Missing(key, time(), since);
  }

  Reading reading() {
    return new Reading(key, time(), spent, held);
  }

  private Period time() {
    return ring == null ? period : ring.period();
  }
}
