package tollgate.runtime.budget;

import tollgate.api.usage.Money;

/** Spent and held of one window of one meter. Guarded by the till's lock. */
final class Counter {
  private final CounterKey key;
  private long spent;
  private long held;
  private boolean complete;
  private int leases;
  private long lastUsedMillis = Long.MIN_VALUE;

  Counter(CounterKey key) {
    this.key = key;
  }

  boolean isComplete() {
    return complete;
  }

  void join(long atMillis) {
    leases++;
    use(atMillis);
  }

  void leave() {
    leases--;
  }

  void use(long atMillis) {
    lastUsedMillis = Math.max(lastUsedMillis, atMillis);
  }

  void hold(long more) {
    held = Math.addExact(held, more);
  }

  void spend(long nanos) {
    spent = Math.addExact(spent, nanos);
  }

  void complete(long before) {
    if (!complete) {
      spend(before);
      complete = true;
    }
  }

  boolean isIdleSince(long millis) {
    return leases == 0 && lastUsedMillis < millis;
  }

  Missing missing() {
    return new Missing(key, new Money(spent));
  }

  Reading reading() {
    return new Reading(key, new Money(spent), new Money(held));
  }
}
