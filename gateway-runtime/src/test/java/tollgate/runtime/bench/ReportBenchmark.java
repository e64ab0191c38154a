package tollgate.runtime.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import tollgate.api.json.Json;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.ReadingRoom;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.CrowdLedger;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Durability;
import tollgate.runtime.store.Sql;
import tollgate.runtime.store.StoreSettings;

/**
 * How long the admin API's questions take over a ledger that {@link CrowdLedger} made, narrowed by
 * one axis after another, and what asking them costs calls that are written meanwhile.
 *
 * <pre>
 * ReportBenchmark &lt;file&gt;[,reads|,writes]
 * </pre>
 */
public final class ReportBenchmark {
  private static final int TIMES = 40;
  private static final int WARM_UP = 5;
  private static final int CALLS_PER_SECOND = 500;
  private static final Duration ROUND = Duration.ofSeconds(8);
  private static final int ROUNDS = 3;
  private static final List<String> AXES =
      List.of("tool", "instance", "key", "model", "provider", "account");
  private static final Map<String, String> COLUMNS = Map.of("key", "key_id");

  private final Database database;
  private final ReadingRoom room;
  private final InstantSource clock;
  private final Queue<Long> commits;

  /** A question to the admin API. */
  private record Question(String path, Map<String, String> query) {
    Question only(String axis, String value) {
      var more = new TreeMap<>(query);
      more.put(axis, value);
      return new Question(path, more);
    }
  }

  private ReportBenchmark(Database database, InstantSource clock, Queue<Long> commits) {
    this.database = database;
    this.commits = commits;
    this.clock = clock;
    var ledger = new LedgerReports(database.reads(), clock);
    room =
        new ReadingRoom(
            new AdminRoom.Told(
                ledger,
                new LogReports(database.reads(), "elder_"),
                new UsageReports(ledger, "elder_"),
                new AuditReports(database.reads()),
                new DecisionReports(database.reads()),
                new QuotaReports(new QuotaBook(database), ledger, clock)),
            new SqliteKeyring(database, clock, new SecureRandom()),
            clock);
  }

  /** Measures and prints tables as docs/reference/benchmarks.md has them. */
  public static void main(String[] args) throws Exception {
    Duration ahead = Duration.between(Instant.now(), CrowdLedger.END);
    InstantSource clock = InstantSource.offset(InstantSource.system(), ahead);
    List<String> words = List.of(String.join(",", args).split(",", -1));
    var settings = new StoreSettings(Path.of(words.getFirst()), Durability.POWER_LOSS, 2);
    var commits = new ConcurrentLinkedQueue<Long>();
    try (Database database = Database.open(settings, (works, nanos) -> commits.add(nanos))) {
      var benchmark = new ReportBenchmark(database, clock, commits);
      if (!words.contains("writes")) {
        benchmark.reads();
      }
      if (!words.contains("reads")) {
        benchmark.writes(Ledger.start(database, new Till(Meter.standing(ZoneOffset.UTC)), clock));
      }
    }
  }

  private Map<String, Question> questions() {
    var questions = new TreeMap<String, Question>();
    Instant now = clock.instant();
    String weekAgo = day(now.minus(Duration.ofDays(6)));
    Map<String, String> week = Map.of("from", weekAgo, "to", day(now));
    questions.put("1 today", new Question("/admin/usage/today", Map.of()));
    questions.put("2 range, 7 days", new Question("/admin/usage/range", week));
    questions.put("3 models, today", new Question("/admin/usage/models", Map.of()));
    questions.put("4 accounts/summary", new Question("/admin/usage/accounts/summary", Map.of()));
    questions.put("5 trend, 24 h", new Question("/admin/usage/trend", Map.of()));
    questions.put("6 trend, 168 h", new Question("/admin/usage/trend", Map.of("hours", "168")));
    questions.put("7 trend, 5 h", new Question("/admin/usage/trend", Map.of("hours", "5")));
    questions.put("8 logs, first page", new Question("/admin/logs", Map.of()));
    return questions;
  }

  private void reads() {
    System.out.println("| question | no filter | " + String.join(" | ", AXES) + " |");
    System.out.println("|---|" + "--:|".repeat(AXES.size() + 1));
    for (var question : questions().entrySet()) {
      var cells = new ArrayList<String>();
      cells.add(measure(List.of(question.getValue())));
      for (String axis : AXES) {
        cells.add(
            measure(values(axis).stream().map(v -> question.getValue().only(axis, v)).toList()));
      }
      System.out.printf("| %s | %s |%n", question.getKey(), String.join(" | ", cells));
    }
    System.out.println();
    for (var other : others().entrySet()) {
      System.out.printf("| %s | %s |%n", other.getKey(), measure(List.of(other.getValue())));
    }
  }

  /** What the axes above do not tell of. */
  private Map<String, Question> others() {
    var others = new TreeMap<String, Question>();
    var logs = new Question("/admin/logs", Map.of());
    String client = one("SELECT name FROM quarter_name WHERE kind = 'client' LIMIT 1");
    others.put("logs of one client", logs.only("client_id", client));
    others.put("logs of a client that is not there", logs.only("client_id", "nobody"));
    others.put("logs of a rare requested model", logs.only("requested_model", "mystery"));
    others.put("logs of a requested model that is not there", logs.only("requested_model", "no"));
    others.put("logs of a tool that is not there", logs.only("tool", "nobody"));
    others.put("logs of one status", logs.only("status_min", "402").only("status_max", "402"));
    others.put(
        "logs, offset 100,000 of a key", logs.only("key", "key-001").only("offset", "100000"));
    Instant now = clock.instant();
    String begin = day(now.minus(Duration.ofDays(119)));
    others.put(
        "range, 120 days, key and tool",
        new Question("/admin/usage/range", Map.of("from", begin, "to", day(now)))
            .only("key", "key-001")
            .only("tool", "plow"));
    others.put(
        "totals by tool and key, 30 days",
        new Question("/admin/usage/totals", Map.of("by", "tool,key")));
    others.put(
        "report of today by sessions",
        new Question("/admin/usage/report", Map.of("from", day(now), "by", "sessions")));
    others.put(
        "report of 30 days by models",
        new Question(
            "/admin/usage/report",
            Map.of("from", day(now.minus(Duration.ofDays(30))), "by", "models")));
    others.put("report of a day, all of it", new Question("/admin/usage/report", Map.of()));
    others.put("sessions, first page", new Question("/admin/sessions", Map.of()));
    others.put("tree of an ordinary session", tree("calls BETWEEN 40 AND 60"));
    others.put("tree of a long session", tree("calls BETWEEN 900 AND 1100"));
    others.put("tree of the longest session", tree("1 ORDER BY calls DESC"));
    return others;
  }

  private static String day(Instant at) {
    return at.toString().substring(0, 10);
  }

  private Question tree(String which) {
    String id =
        one("SELECT tool || '/' || session FROM session_traffic WHERE " + which + " LIMIT 1");
    return new Question("/admin/sessions/" + id, Map.of());
  }

  /** The value with the most calls and the one with the fewest. */
  private List<String> values(String axis) {
    String column = COLUMNS.getOrDefault(axis, axis);
    String sums =
        "SELECT %1$s FROM day_traffic WHERE %1$s <> '' GROUP BY 1 ORDER BY sum(calls)"
            .formatted(column);
    return List.of(one(sums + " DESC LIMIT 1"), one(sums + " LIMIT 1"));
  }

  private String one(String sql) {
    return database
        .reads()
        .ask(connection -> new Sql().add(sql).list(connection, row -> row.getString(1)))
        .getFirst();
  }

  /** The worst p95 of several variants of a question, in milliseconds. */
  private String measure(List<Question> variants) {
    double worst = 0;
    for (Question variant : variants) {
      var nanos = new long[TIMES];
      for (int i = -WARM_UP; i < TIMES; i++) {
        long took = ask(variant);
        if (i >= 0) {
          nanos[i] = took;
        }
      }
      worst = Math.max(worst, at(nanos, 95) / 1e6);
    }
    return "%.1f ms".formatted(worst);
  }

  private long ask(Question question) {
    long begun = System.nanoTime();
    Json answer = room.ask(question.path(), question.query());
    if (JsonText.write(answer).isEmpty()) {
      throw new IllegalStateException("no answer to " + question);
    }
    return System.nanoTime() - begun;
  }

  private static long at(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  /**
   * How often a page is asked for meanwhile; a page is every question once.
   *
   * @param pause from the begin of one page to the next; zero for one after the other
   */
  private record Way(String name, Duration pause) {
    static final List<Way> ALL =
        List.of(
            new Way("nobody", Duration.ofDays(1)),
            new Way("a dashboard, a page every 5 s", Duration.ofSeconds(5)),
            new Way("two pages a second", Duration.ofMillis(500)),
            new Way("one reader without a pause", Duration.ZERO));
  }

  private void writes(Ledger ledger) throws InterruptedException {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    paced(ledger); // the compilers' turn
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : Way.ALL) {
        commits.clear();
        try (var reader = reader(way)) {
          long[] waits = paced(ledger);
          reader.shutdownNow();
          rounds
              .computeIfAbsent(way.name(), name -> new ArrayList<>())
              .add(Round.of(waits, commits));
        }
      }
    }
    System.out.println();
    rounds.forEach((name, some) ->
        System.out.printf(
            "| %s | %s | %s | %s | %s |%n",
            name,
            median(some, Round::opened50),
            median(some, Round::opened95),
            median(some, Round::committed50),
            median(some, Round::committed95)));
  }

  /** What openings and commits took in one round, in nanoseconds. */
  private record Round(long opened50, long opened95, long committed50, long committed95) {
    static Round of(long[] opened, Queue<Long> commits) {
      long[] committed = commits.stream().mapToLong(nanos -> nanos).toArray();
      return new Round(at(opened, 50), at(opened, 95), at(committed, 50), at(committed, 95));
    }
  }

  private static String median(List<Round> rounds, ToLongFunction<Round> figure) {
    long[] sorted = rounds.stream().mapToLong(figure).sorted().toArray();
    return "%.2f ms".formatted(sorted[sorted.length / 2] / 1e6);
  }

  private ExecutorService reader(Way way) {
    var threads = Executors.newScheduledThreadPool(1);
    Runnable page = () -> questions().values().forEach(this::ask);
    if (way.pause().isZero()) {
      Future<?> _ = threads.scheduleWithFixedDelay(page, 0, 1, TimeUnit.NANOSECONDS);
    } else {
      long pause = way.pause().toMillis();
      Future<?> _ = threads.scheduleAtFixedRate(page, pause / 2, pause, TimeUnit.MILLISECONDS);
    }
    return threads;
  }

  /** Calls that arrive evenly; answers how long their openings took. */
  private long[] paced(Ledger ledger) throws InterruptedException {
    var waits = new AtomicInteger();
    long[] nanos = new long[(int) (CALLS_PER_SECOND * ROUND.toSeconds())];
    var number = new AtomicLong();
    try (var pace = Executors.newScheduledThreadPool(1);
        var calls = Executors.newVirtualThreadPerTaskExecutor()) {
      Runnable next =
          () -> {
            long at = number.getAndIncrement();
            if (at < nanos.length) {
              calls.execute(() -> nanos[waits.getAndIncrement()] = call(ledger, at));
            } else {
              pace.shutdownNow();
            }
          };
      Future<?> _ =
          pace.scheduleAtFixedRate(
              next, 0, 1_000_000_000L / CALLS_PER_SECOND, TimeUnit.NANOSECONDS);
      boolean _ = pace.awaitTermination(1, TimeUnit.MINUTES);
    }
    return Arrays.copyOf(nanos, waits.get());
  }

  private long call(Ledger ledger, long number) {
    Calls calls = Calls.at(clock).by("tool" + number % 5, "session" + number % 20);
    long begun = System.nanoTime();
    try (OpenCall call = ledger.open(calls.next())) {
      long waited = System.nanoTime() - begun;
      call.dispatched();
      call.settle(Calls.settled("0.0012"));
      return waited;
    }
  }
}
