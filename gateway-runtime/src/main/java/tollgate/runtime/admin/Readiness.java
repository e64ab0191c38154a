package tollgate.runtime.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import tollgate.api.json.Json;

/**
 * Whether the gateway can serve. Everything it needs is looked at together, each for its own time
 * and all for a common one; what was found counts for three seconds, and whoever asks while it is
 * looked at waits for that same look. A look that hangs is not begun a second time.
 */
final class Readiness {

  private static final Duration COUNTS_FOR = Duration.ofSeconds(3);
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  private final List<Check> checks;
  private final LongSupplier nanos;
  private final Map<String, FutureTask<Finding>> looks = new LinkedHashMap<>();
  private Report last = new Report(Status.PASS, Map.of(), Duration.ZERO);
  private long lastEnd;
  private boolean known;

  /** How it stands, the worst last. */
  enum Status {
    PASS,
    WARN,
    FAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Status and(Status other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /**
   * What a look found.
   *
   * @param details further members of what is told
   */
  record Finding(Status status, Map<String, Json> details) {
    static Finding of(Status status, String output) {
      return new Finding(status, Map.of("output", Json.text(output)));
    }
  }

  /** Looks at one thing; may block, and fails by throwing. */
  @FunctionalInterface
  interface Look {
    Finding look() throws Exception;
  }

  /**
   * One thing that the gateway needs.
   *
   * @param limit how long a look may take
   */
  record Check(String name, Duration limit, Look look) {}

  /**
   * What was found.
   *
   * @param status the worst of all
   * @param checks what is told of each, by name
   */
  record Report(Status status, Map<String, Json> checks, Duration took) {}

  Readiness(List<Check> checks, LongSupplier nanos) {
    this.checks = List.copyOf(checks);
    this.nanos = nanos;
  }

  /** What was found at most three seconds ago, else what a look finds now. */
  synchronized Report report() throws InterruptedException {
    if (!known || nanos.getAsLong() - lastEnd >= COUNTS_FOR.toNanos()) {
      last = look();
      lastEnd = nanos.getAsLong();
      known = true;
    }
    return last;
  }

  /** What was found last, without looking. */
  synchronized boolean isFresh() {
    return known && nanos.getAsLong() - lastEnd < COUNTS_FOR.toNanos();
  }

  private Report look() throws InterruptedException {
    long from = nanos.getAsLong();
    checks.forEach(this::begin);
    var told = new LinkedHashMap<String, Json>();
    Status worst = Status.PASS;
    for (Check check : checks) {
      Finding finding = finding(check, from);
      worst = worst.and(finding.status());
      var members = new LinkedHashMap<String, Json>();
      members.put("status", Json.text(finding.status().word()));
      members.putAll(finding.details());
      members.put("responseTime", Json.of(millisSince(from)));
      told.put(check.name(), new Json.Obj(members));
    }
    return new Report(worst, told, Duration.ofNanos(nanos.getAsLong() - from));
  }

  private void begin(Check check) {
    FutureTask<Finding> before = looks.get(check.name());
    if (before == null || before.isDone()) {
      var task = new FutureTask<>(check.look()::look);
      looks.put(check.name(), task);
      Thread.ofVirtual().name("ready-" + check.name()).start(task);
    }
  }

  private Finding finding(Check check, long from) throws InterruptedException {
    FutureTask<Finding> look = Objects.requireNonNull(looks.get(check.name()));
    Duration limit = check.limit().compareTo(DEADLINE) < 0 ? check.limit() : DEADLINE;
    long left = limit.toNanos() - (nanos.getAsLong() - from);
    try {
      return look.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return Finding.of(
          Status.FAIL,
          millisSince(from) >= DEADLINE.toMillis()
              ? "readiness deadline exceeded after " + DEADLINE.toMillis() + "ms"
              : check.name() + " check timed out after " + check.limit().toMillis() + "ms");
    } catch (ExecutionException failed) {
      return Finding.of(Status.FAIL, String.valueOf(failed.getCause()));
    }
  }

  private long millisSince(long from) {
    return (nanos.getAsLong() - from) / 1_000_000;
  }
}
