package tollgate.runtime.plugin;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntToLongFunction;

/**
 * How a contribution has fared: counts since its plugin was loaded, and whether it is set aside.
 */
public final class Vitals {
  private static final long SERVING = Long.MIN_VALUE;

  /** Times are counted in classes up to so many microseconds; the last one has no end. */
  private static final long[] CLASSES = {
    5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 250_000, 1_000_000
  };

  private final LongAdder calls = new LongAdder();
  private final AtomicLongArray times = new AtomicLongArray(CLASSES.length + 1);
  private final AtomicLong longestMicros = new AtomicLong();
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

  /**
   * How long the slowest hundredth of its calls took at least, in microseconds: the end of the
   * class that it falls into, or the longest time of all. 0 before the first call.
   */
  public long p99Micros() {
    long all = 0;
    for (int i = 0; i < times.length(); i++) {
      all += times.get(i);
    }
    long faster = all - (all + 99) / 100;
    for (int i = 0; i < CLASSES.length; i++) {
      faster -= times.get(i);
      if (faster < 0) {
        return Math.min(CLASSES[i], longestMicros.get());
      }
    }
    return longestMicros.get();
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

  void took(long nanos) {
    long micros = nanos / 1000;
    int place = Arrays.binarySearch(CLASSES, micros);
    times.incrementAndGet(place < 0 ? -place - 1 : place);
    if (micros > longestMicros.get()) {
      longestMicros.accumulateAndGet(micros, Math::max);
    }
  }

  void succeeded() {
    if (faultsInARow.get() != 0) {
      faultsInARow.set(0);
    }
  }

  void failed(Throwable fault) {
    faults.increment();
    lastFault = fault.toString();
    faultsInARow.incrementAndGet();
  }

  /** How many faults there were since the last success. */
  int faultsInARow() {
    return faultsInARow.get();
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

  /** Ends a rest at once and forgets how many there were. */
  synchronized void release() {
    faultsInARow.set(0);
    timesSetAside.set(0);
    serveAgain();
  }
}
