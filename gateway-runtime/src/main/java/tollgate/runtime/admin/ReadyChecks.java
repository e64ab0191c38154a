package tollgate.runtime.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.admin.Readiness.Check;
import tollgate.runtime.admin.Readiness.Finding;
import tollgate.runtime.admin.Readiness.Status;
import tollgate.runtime.json.Shape;
import tollgate.runtime.task.LoopState;

/** What a gateway needs to serve: its database, required providers, living loops; and prices. */
final class ReadyChecks {

  /** A loop that failed so often in a row is taken for dead. */
  private static final int DEAD_AFTER = 5;

  private static final Duration ORDINARY = Duration.ofMillis(300);
  private static final Duration UPSTREAM = Duration.ofSeconds(1);

  private static final Shape WORD = Shape.choice("pass", "warn", "fail");

  /** What {@code /ready} tells. */
  static final Shape.Members SHAPE =
      Shape.object(
          "status",
          WORD,
          "checks",
          Shape.object(
              "database", told(),
              "pricing", told().or("ageMs", Shape.whole()),
              "upstream", told().or("providers", new Shape.Table(Shape.text())),
              "supervisor",
                  told()
                      .or(
                          "loops",
                          Shape.items(Shape.text()),
                          "loopHealth",
                          Shape.items(
                              Shape.object(
                                  "name", Shape.text(),
                                  "alive", new Shape.Flag(),
                                  "turns", Shape.whole(),
                                  "consecutiveFailures", Shape.whole())),
                          "failedLoops",
                          Shape.items(
                              Shape.object(
                                  "name", Shape.text(),
                                  "failed", new Shape.Flag(),
                                  "consecutiveFailures", Shape.whole())))));

  private ReadyChecks() {}

  private static Shape.Members told() {
    return Shape.object("status", WORD, "responseTime", Shape.whole()).or("output", Shape.text());
  }

  /**
   * What is looked at.
   *
   * @param database asks the database something; throws when it cannot be read
   * @param prices how old the prices are; empty where there are none but the built-in ones
   * @param pricesMaxAge how old they may be without a warning
   * @param required asks one required provider by its id: what it answered, or why it did not
   * @param loops how the background loops are doing
   */
  record Needs(
      Runnable database,
      Supplier<Optional<Duration>> prices,
      Duration pricesMaxAge,
      Map<String, Supplier<Reached>> required,
      Supplier<List<LoopState>> loops) {}

  /** Whether a provider was reached, and in words. */
  record Reached(boolean well, String words) {}

  static List<Check> of(Needs needs) {
    return List.of(
        new Check("database", ORDINARY, () -> database(needs)),
        new Check("pricing", ORDINARY, () -> pricing(needs)),
        new Check("upstream", UPSTREAM, () -> upstream(needs)),
        new Check("supervisor", ORDINARY, () -> supervisor(needs.loops().get())));
  }

  private static Finding database(Needs needs) {
    needs.database().run();
    return new Finding(Status.PASS, Map.of());
  }

  private static Finding pricing(Needs needs) {
    Optional<Duration> age = needs.prices().get();
    boolean stale = age.filter(old -> old.compareTo(needs.pricesMaxAge()) > 0).isPresent();
    var details = new LinkedHashMap<String, Json>();
    age.ifPresent(old -> details.put("ageMs", Json.of(old.toMillis())));
    if (age.isEmpty()) {
      details.put("output", Json.text("only the prices that came with the gateway"));
    } else if (stale) {
      details.put("output", Json.text("no source of prices has answered lately"));
    }
    return new Finding(stale ? Status.WARN : Status.PASS, details);
  }

  private static Finding upstream(Needs needs) throws InterruptedException {
    if (needs.required().isEmpty()) {
      return Finding.of(Status.PASS, "no provider is required");
    }
    var answers = new LinkedHashMap<String, Reached>();
    var threads = new ArrayList<Thread>();
    needs
        .required()
        .forEach((id, ask) ->
            threads.add(
                Thread.startVirtualThread(() -> {
                  Reached answer = ask.get();
                  synchronized (answers) {
                    answers.put(id, answer);
                  }
                })));
    for (Thread thread : threads) {
      thread.join();
    }
    boolean well = answers.values().stream().allMatch(Reached::well);
    var told = new LinkedHashMap<String, Json>();
    needs.required().keySet().forEach(id -> told.put(id, Json.text(words(answers.get(id)))));
    return new Finding(
        well ? Status.PASS : Status.FAIL,
        Map.of(
            "output",
            Json.text(
                String.join(
                    "; ", answers.values().stream().map(Reached::words).distinct().toList())),
            "providers",
            new Json.Obj(told)));
  }

  private static String words(@Nullable Reached answer) {
    return answer == null ? "it could not be asked" : answer.words();
  }

  private static Finding supervisor(List<LoopState> loops) {
    var names = new ArrayList<Json>();
    var health = new ArrayList<Json>();
    var failed = new ArrayList<Json>();
    Status status = Status.PASS;
    for (LoopState loop : loops) {
      boolean dead = !loop.alive() || loop.failures() >= DEAD_AFTER;
      names.add(Json.text(loop.name()));
      health.add(
          Json.object(
              "name", loop.name(),
              "alive", loop.alive(),
              "turns", loop.turns(),
              "consecutiveFailures", loop.failures()));
      if (dead || loop.failures() > 0) {
        status = status.and(dead ? Status.FAIL : Status.WARN);
        failed.add(
            Json.object(
                "name", loop.name(), "failed", dead, "consecutiveFailures", loop.failures()));
      }
    }
    return new Finding(
        status,
        Map.of(
            "loops", new Json.Arr(names),
            "loopHealth", new Json.Arr(health),
            "failedLoops", new Json.Arr(failed)));
  }
}
