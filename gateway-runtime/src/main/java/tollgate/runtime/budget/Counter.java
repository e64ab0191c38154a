package tollgate.runtime.budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Spent and held of one window of one meter. Guarded by the till's lock. */
final class Counter {
  /** The most parts that room is divided into, and how many for each call. */
  private static final long MOST_PARTS = 64;

  private static final long PARTS_OF_A_CALL = 4;

  /** Policies that name their caps anew for each call shall not fill the memory. */
  private static final int MOST_CAPS = 16;

  /** What tells the caps on it apart. */
  private record Label(String name, Unit unit) {}

  private final CounterKey key;
  private final Period period;
  private final long slotMillis;
  private final @Nullable Ring ring;
  private Amount spent = Amount.ZERO;
  private Amount held = Amount.ZERO;
  private final Map<Label, Cap> caps = new LinkedHashMap<>();
  private @Nullable Cap latest;
  private boolean complete;
  private int leases;
  private int waiters;
  private long lastUsedMillis = Long.MIN_VALUE;
  private Allowances allowances = Allowances.NONE;

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
    held = held.minus(hold);
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
    advance(atMillis);
  }

  /** It is looked at: what is too old by now leaves. */
  void advance(long atMillis) {
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

  /** The operator gave caps on it something. */
  void allow(Allowances given) {
    allowances = given;
  }

  private Allowance allowance(Cap cap) {
    return allowances.of(cap, ring == null ? Long.MIN_VALUE : ring.first());
  }

  /** The cap with what it was raised by. */
  Cap raised(Cap cap) {
    return cap.upTo(Allowance.sum(cap.most(), allowance(cap).raised()));
  }

  /** What is left of a cap. */
  long room(Cap cap) {
    return cap.unit() == Unit.CONCURRENT
        ? cap.most() - leases
        : raised(cap).most() - spent(cap) - cap.unit().of(held);
  }

  /**
   * Into how many parts the room is divided, of which a call may have one beyond what it needs. The
   * more calls there are, the more are likely to come.
   */
  long parts() {
    return Math.min(MOST_PARTS, PARTS_OF_A_CALL * (leases + waiters + 1L));
  }

  /** Whether so much would fit if no call ran now. */
  boolean wouldFit(Cap cap, long needed) {
    return switch (cap.unit()) {
      case USD, TOKENS -> raised(cap).most() - spent(cap) >= needed;
      case CALLS -> false; // one that runs is counted already
      case CONCURRENT -> true;
    };
  }

  /** What was spent and counts. A correction of what was forgiven gives no room beyond the cap. */
  long spent(Cap cap) {
    long forgiven = allowance(cap).forgiven();
    long all = cap.unit().of(spent);
    return forgiven == 0 ? all : Math.max(0, all - forgiven);
  }

  long held(Cap cap) {
    return cap.unit() == Unit.CONCURRENT ? leases : cap.unit().of(held);
  }

  /** What was spent and counts, by the part of the window's time; nothing of empty parts. */
  Map<Long, Long> counting(Cap cap) {
    var parts = new HashMap<Long, Long>();
    since()
        .forEach((slot, amount) -> {
          long counts = cap.unit().of(amount) - allowances.forgiven(cap, slot);
          if (counts > 0) {
            parts.put(slot, counts);
          }
        });
    return parts;
  }

  /** A cap is put to a call. */
  void ask(Cap cap) {
    if (latest != null && cap.equals(latest)) {
      return; // as it is nearly always
    }
    latest = cap;
    Cap before = caps.put(new Label(cap.name(), cap.unit()), cap);
    if (before == null && caps.size() > MOST_CAPS) {
      caps.remove(caps.keySet().iterator().next());
    }
  }

  /** How the caps on it stand that were put to calls. */
  void standings(Consumer<Standing> told) {
    caps.values().forEach(cap -> standing(cap).ifPresent(told));
  }

  /** How a cap on it stands, if that is known. */
  Optional<Standing> standing(Cap cap) {
    boolean atOnce = cap.unit() == Unit.CONCURRENT;
    return complete || atOnce
        ? Optional.of(
            new Standing(cap, key, time(), allowance(cap), atOnce ? 0 : spent(cap), held(cap)))
        : Optional.empty();
  }

  /** When a cap will have room for so much more; empty for never. */
  Optional<Instant> resets(Cap cap, long needed) {
    if (ring != null) {
      long most = raised(cap).most();
      long excess = Math.max(1, spent(cap) + needed - most);
      return needed > most
          ? Optional.empty()
          : ring.free(
              excess, (slot, amount) -> cap.unit().of(amount) - allowances.forgiven(cap, slot));
    }
    return period.ends() ? Optional.of(Instant.ofEpochMilli(period.until())) : Optional.empty();
  }

  boolean isIdleSince(long millis) {
    return leases == 0 && waiters == 0 && lastUsedMillis < millis;
  }

  Missing missing() {
    return new Missing(key, time(), since());
  }

  private Map<Long, Amount> since() {
    return ring == null ? Map.of(0L, spent) : ring.posted();
  }

  Reading reading() {
    return new Reading(key, time(), spent, held);
  }

  private Period time() {
    return ring == null ? period : ring.period();
  }
}
