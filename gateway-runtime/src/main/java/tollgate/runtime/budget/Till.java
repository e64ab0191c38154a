package tollgate.runtime.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.api.usage.Money;

/**
 * Every counter of money, under one lock. Nothing is read or written while the lock is held, so a
 * step costs about a microsecond; what has to reach the ledger is handed to its queue inside the
 * lock, so that the ledger is told of changes in the order in which the counters saw them.
 *
 * <p>A counter is made by the first call that belongs to it, and then lacks what was spent before:
 * a restart lies between, or the session slept for long. The call's opening asks the ledger for
 * that, and because the question is put at a known place in the ledger's queue, answer and counter
 * fit together exactly.
 */
public final class Till {
  private final Object lock = new Object();
  private final List<Meter> meters;
  private final Map<CounterKey, Counter> counters = new HashMap<>();
  private long held;
  private int leases;

  /** A till that keeps these meters. */
  public Till(List<Meter> meters) {
    this.meters = List.copyOf(meters);
  }

  /** Posts a hold on every counter the call belongs to. */
  public Lease admit(Claim claim) {
    long at = claim.at().toEpochMilli();
    var own = new ArrayList<Counter>(meters.size());
    synchronized (lock) {
      for (CounterKey key : keysOf(claim)) {
        Counter counter = counters.computeIfAbsent(key, Counter::new);
        counter.join(at);
        own.add(counter);
      }
      var lease = new Lease(this, own);
      leases++;
      move(lease, claim.hold().nanos());
      return lease;
    }
  }

  /** Gives a counter what was spent before it was made; only the first answer counts. */
  public void complete(CounterKey key, Money before) {
    synchronized (lock) {
      Counter counter = counters.get(key);
      if (counter != null) {
        counter.complete(before.nanos());
      }
    }
  }

  /** Makes a counter that knows all that was spent, unless there is one already. */
  public void restore(CounterKey key, Money spent, Instant lastUsed) {
    synchronized (lock) {
      if (!counters.containsKey(key)) {
        var counter = new Counter(key);
        counter.use(lastUsed.toEpochMilli());
        counter.complete(spent.nanos());
        counters.put(key, counter);
      }
    }
  }

  /**
   * Posts a later correction of a call that has ended.
   *
   * @param claim as at its admission
   * @param more what it cost beyond what was posted, negative if it cost less
   * @param enqueue hands the correction to the ledger's queue; must not block
   */
  public <T> T correct(Claim claim, Money more, Supplier<T> enqueue) {
    synchronized (lock) {
      for (CounterKey key : keysOf(claim)) {
        Counter counter = counters.get(key);
        if (counter != null) {
          counter.spend(more.nanos());
        }
      }
      return enqueue.get();
    }
  }

  /** Every counter that knows all that was spent. */
  public List<Reading> readings() {
    synchronized (lock) {
      return counters.values().stream().filter(Counter::isComplete).map(Counter::reading).toList();
    }
  }

  /** One counter, if it exists and knows all that was spent. */
  public Optional<Reading> reading(CounterKey key) {
    synchronized (lock) {
      return Optional.ofNullable(counters.get(key))
          .filter(Counter::isComplete)
          .map(Counter::reading);
    }
  }

  /**
   * Reads every complete counter at a known place in the ledger's queue, for proving that both
   * agree.
   *
   * @param enqueue hands the question to the ledger's queue; must not block
   */
  public <T> T compare(Function<List<Reading>, T> enqueue) {
    synchronized (lock) {
      return enqueue.apply(readings());
    }
  }

  /** What all running calls may still cost. */
  public Money held() {
    synchronized (lock) {
      return new Money(held);
    }
  }

  /** How many calls hold something. */
  public int leases() {
    synchronized (lock) {
      return leases;
    }
  }

  /** Forgets counters that nobody used since; the ledger knows them if they are asked for again. */
  public void forgetIdle(Instant since) {
    synchronized (lock) {
      counters.values().removeIf(counter -> counter.isIdleSince(since.toEpochMilli()));
    }
  }

  Object lock() {
    return lock;
  }

  /** Sets what a lease holds. Under the lock. */
  void move(Lease lease, long nanos) {
    long more = Math.subtractExact(nanos, lease.heldNanos());
    held = Math.addExact(held, more);
    lease.counters().forEach(counter -> counter.hold(more));
    lease.heldNanos(nanos);
  }

  /** Ends a lease. Under the lock. */
  void end(Lease lease, long costNanos) {
    move(lease, 0);
    for (Counter counter : lease.counters()) {
      counter.spend(costNanos);
      counter.leave();
    }
    leases--;
  }

  private List<CounterKey> keysOf(Claim claim) {
    var keys = new ArrayList<CounterKey>(meters.size());
    for (Meter meter : meters) {
      meter.counterOf(claim).ifPresent(keys::add);
    }
    return keys;
  }
}
