package tollgate.runtime.budget;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tollgate.api.usage.Money;

/**
 * What a running call holds of every counter it belongs to. Ends once, by {@link #settle} or {@link
 * #release}; whatever comes after the end changes nothing. Safe for any thread.
 */
public final class Lease implements Answer {
  private final Till till;
  private Claim claim;
  private List<Counter> counters;
  private List<Demand> demands;
  private Amount held;
  private boolean ended;
  private long beyondNanos;
  private Duration waited = Duration.ZERO;

  /**
   * Under the till's lock, as all that does not take it itself.
   *
   * @param counters a list of its own, to which the till adds those of later meters
   */
  Lease(Till till, Claim claim, List<Counter> counters, List<Demand> demands, Amount hold) {
    this.till = till;
    this.claim = claim;
    this.counters = counters;
    this.demands = demands;
    this.held = hold;
  }

  /** What is held. */
  public Amount hold() {
    synchronized (till.lock()) {
      return held;
    }
  }

  /** Whether any cap applies to the call. */
  public boolean isCapped() {
    synchronized (till.lock()) {
      return !demands.isEmpty();
    }
  }

  /**
   * Hands the call's opening to the ledger's queue.
   *
   * @param handOver told which of the call's standing counters the ledger must complete; must not
   *     block
   */
  public <T> T enqueue(Function<List<Missing>, T> handOver) {
    synchronized (till.lock()) {
      return handOver.apply(
          counters.stream()
              .filter(counter -> !counter.isComplete() && till.isStanding(counter))
              .map(Counter::missing)
              .toList());
    }
  }

  /** Changes what is held whether or not there is room: it is used already. */
  public boolean force(Amount hold) {
    synchronized (till.lock()) {
      if (!ended) {
        till.move(this, hold);
      }
      return !ended;
    }
  }

  /**
   * Holds something else, if every cap has room.
   *
   * @param needed what must be had to go on: what was used and a little more
   * @param wish what would be had if there is room, at least as much
   * @return false where a cap has no room for what is needed, which is then held all the same, for
   *     it is used already; true of a lease that has ended
   */
  public boolean renew(Amount needed, Amount wish) {
    synchronized (till.lock()) {
      if (ended) {
        return true;
      }
      Amount granted = wish;
      for (Demand demand : demands) {
        granted = demand.within(granted, held);
      }
      boolean enough = granted.covers(needed);
      if (!enough) {
        beyond(needed);
      }
      till.move(this, enough ? granted : needed.max(held));
      return enough;
    }
  }

  /**
   * Goes elsewhere: the call counts under other values from now on, and holds something else.
   *
   * @param axes its values there
   * @return this lease, or why there is no room, and then nothing has changed
   */
  public Answer move(Map<String, String> axes, Amount hold) {
    synchronized (till.lock()) {
      return ended ? this : till.move(this, new Claim(claim.at(), axes, claim.caps(), hold));
    }
  }

  /** How long the call stood in line. */
  public Duration waited() {
    return waited;
  }

  /** Before anybody has the lease. */
  void waited(Duration time) {
    waited = time;
  }

  /** What was used beyond what was held, and had no room. Nothing of a call without caps. */
  public Money overrun() {
    synchronized (till.lock()) {
      return new Money(beyondNanos);
    }
  }

  private void beyond(Amount used) {
    if (!demands.isEmpty()) {
      beyondNanos += Math.max(0, used.nanos() - held.nanos());
    }
  }

  /** What is left of every cap. */
  public List<Left> leftOfEach() {
    synchronized (till.lock()) {
      return demands.stream().map(Left::of).toList();
    }
  }

  /**
   * What is left of a cap.
   *
   * @param cap the cap
   * @param left how much, of its unit, beside what running calls hold
   */
  public record Left(Cap cap, long left) {
    static Left of(Demand demand) {
      Counter counter = demand.counter();
      return new Left(counter.raised(demand.cap()), Math.max(0, counter.room(demand.cap())));
    }
  }

  /**
   * Posts the cost in place of the hold.
   *
   * @param cost what the call cost, itself counted in it
   * @param enqueue hands the settlement to the ledger's queue; must not block
   * @return false when the lease had ended before; nothing was handed over then
   */
  public boolean settle(Amount cost, Runnable enqueue) {
    synchronized (till.lock()) {
      boolean first = !ended;
      if (first) {
        ended = true;
        beyond(cost);
        till.end(this, cost);
        enqueue.run();
      }
      return first;
    }
  }

  /** Gives the hold back: the call was never sent. */
  public void release() {
    settle(Amount.ZERO, () -> {});
  }

  void move(Claim there, List<Counter> joined, List<Demand> asked, Amount hold) {
    claim = there;
    counters = joined;
    demands = asked;
    held = hold;
  }

  Claim claim() {
    return claim;
  }

  List<Counter> counters() {
    return counters;
  }

  Amount held() {
    return held;
  }

  void held(Amount amount) {
    held = amount;
  }
}
