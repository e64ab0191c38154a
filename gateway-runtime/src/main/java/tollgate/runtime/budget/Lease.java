package tollgate.runtime.budget;

import java.util.List;
import java.util.function.Function;
import tollgate.api.usage.Money;

/**
 * What a running call holds of every counter it belongs to. Ends once, by {@link #settle} or {@link
 * #release}; whatever comes after the end changes nothing. Safe for any thread.
 */
public final class Lease {
  private final Till till;
  private final List<Counter> counters;
  private long heldNanos;
  private boolean ended;

  Lease(Till till, List<Counter> counters) {
    this.till = till;
    this.counters = List.copyOf(counters);
  }

  /** What is held. */
  public Money hold() {
    synchronized (till.lock()) {
      return new Money(heldNanos);
    }
  }

  /**
   * Hands the call's opening to the ledger's queue.
   *
   * @param handOver told which of the call's counters the ledger must complete; must not block
   */
  public <T> T enqueue(Function<List<Missing>, T> handOver) {
    synchronized (till.lock()) {
      return handOver.apply(
          counters.stream()
              .filter(counter -> !counter.isComplete())
              .map(Counter::missing)
              .toList());
    }
  }

  /** Changes what is held; false when the lease has ended. */
  public boolean renew(Money hold) {
    synchronized (till.lock()) {
      if (!ended) {
        till.move(this, hold.nanos());
      }
      return !ended;
    }
  }

  /**
   * Posts the cost in place of the hold.
   *
   * @param enqueue hands the settlement to the ledger's queue; must not block
   * @return false when the lease had ended before; nothing was handed over then
   */
  public boolean settle(Money cost, Runnable enqueue) {
    synchronized (till.lock()) {
      boolean first = !ended;
      if (first) {
        ended = true;
        till.end(this, cost.nanos());
        enqueue.run();
      }
      return first;
    }
  }

  /** Gives the hold back: the call was never sent. */
  public void release() {
    settle(Money.ZERO, () -> {});
  }

  List<Counter> counters() {
    return counters;
  }

  long heldNanos() {
    return heldNanos;
  }

  void heldNanos(long nanos) {
    heldNanos = nanos;
  }
}
