package tollgate.runtime.policy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What one policy did since the start. Safe for any thread. */
public final class PolicyTally {

  /** The upper bounds of the classes of time, in microseconds; beyond the last is one more. */
  public static final List<Long> BOUNDS_MICROS =
      List.of(20L, 50L, 100L, 200L, 500L, 1_000L, 5_000L, 20_000L, 100_000L);

  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Map<String, LongAdder> verdicts = new ConcurrentHashMap<>();
  private final AtomicLongArray times = new AtomicLongArray(BOUNDS_MICROS.size() + 1);

  PolicyTally() {}

  void add(Opinion opinion) {
    calls.increment();
    nanos.add(opinion.nanos());
    times.incrementAndGet(classOf(opinion.nanos() / 1_000));
    if (!opinion.failure().isEmpty()) {
      failures.increment();
    }
    for (Verdict verdict : opinion.verdicts()) {
      String kind = verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      verdicts.computeIfAbsent(kind, name -> new LongAdder()).increment();
    }
  }

  private static int classOf(long micros) {
    int at = 0;
    while (at < BOUNDS_MICROS.size() && micros > BOUNDS_MICROS.get(at)) {
      at++;
    }
    return at;
  }

  /** How many calls it was asked about. */
  public long calls() {
    return calls.sum();
  }

  /** How many times it failed. */
  public long failures() {
    return failures.sum();
  }

  /** How long it took in all, in microseconds. */
  public long micros() {
    return nanos.sum() / 1_000;
  }

  /** How many verdicts of each kind it gave. */
  public Map<String, Long> verdicts() {
    var sums = new TreeMap<String, Long>();
    verdicts.forEach((kind, sum) -> sums.put(kind, sum.sum()));
    return Collections.unmodifiableMap(sums);
  }

  /** How many calls took how long: one number for each of {@link #BOUNDS_MICROS} and one more. */
  public List<Long> times() {
    return IntStream.range(0, times.length()).mapToObj(times::get).toList();
  }
}
