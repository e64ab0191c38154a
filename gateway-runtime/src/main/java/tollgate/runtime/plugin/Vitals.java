package tollgate.runtime.plugin;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntToLongFunction;

/**
 * How a contribution has fared: counts since its plugin was loaded, and whether it is set aside.
 */
public final class Vitals {
  private static final long SERVING = Long.MIN_VALUE;

  private final LongAdder calls = new LongAdder();
  private final LongAdder faults = new LongAdder();
  private final LongAdder overruns = new LongAdder();
  private final AtomicInteger faultsInARow = new AtomicInteger();
  private final AtomicInteger timesSetAside = new AtomicInteger();
  private volatile long asideUntilMillis = SERVING;
  private volatile String lastFault = "";

  /** Nothing happened yet. */
  Vitals() {}

  /** How often it was called. */
  public long calls() {
    return calls.sum();
  }

  /** How often it threw. */
  public long faults() {
    return faults.sum();
  }

  /** How often it took longer than it may. */
  public long overruns() {
    return overruns.sum();
  }

  /** How often it was set aside. */
  public int timesSetAside() {
    return timesSetAside.get();
  }

  /** What it threw last, as text; empty when it never did. */
  public String lastFault() {
    return lastFault;
  }

  /** Until when it is not called; empty while it serves. */
  public Optional<Instant> asideUntil() {
    long until = asideUntilMillis;
    return until == SERVING ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
  }

  boolean isServing() {
    return asideUntilMillis == SERVING;
  }

  boolean isAsideAt(long nowMillis) {
    return nowMillis < asideUntilMillis;
  }

  void called() {
    calls.increment();
  }

  void succeeded() {
    if (faultsInARow.get() != 0) {
      faultsInARow.set(0);
    }
  }

  /** Notes a fault and gives how many there were in a row. */
  int failed(Throwable fault) {
    faults.increment();
    lastFault = fault.toString();
    return faultsInARow.incrementAndGet();
  }

  void overran() {
    overruns.increment();
  }

  /** Ends the serving state until then; calls that were inside together do so once. */
  synchronized boolean setAside(IntToLongFunction untilByTimes) {
    if (!isServing()) {
      return false;
    }
    faultsInARow.set(0);
    asideUntilMillis = untilByTimes.applyAsLong(timesSetAside.incrementAndGet());
    return true;
  }

  void serveAgain() {
    asideUntilMillis = SERVING;
  }
}
