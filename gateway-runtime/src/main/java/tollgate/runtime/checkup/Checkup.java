package tollgate.runtime.checkup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tollgate.api.json.Json;

/** Has everything looked at, all at once; what takes too long is not waited for. */
public final class Checkup {

  private Checkup() {}

  /** What one check found. */
  public record Result(String name, List<Finding> findings) {
    /** Results never change. */
    public Result {
      findings = List.copyOf(findings);
    }

    /** The worst that was found. */
    public Mark mark() {
      return findings.stream().map(Finding::mark).reduce(Mark.PASS, Mark::and);
    }
  }

  /** What all of them found, in their order. */
  public record Report(List<Result> results) {
    /** Reports never change. */
    public Report {
      results = List.copyOf(results);
    }

    /** The worst that was found; what was skipped does no harm. */
    public Mark mark() {
      Mark worst = results.stream().map(Result::mark).reduce(Mark.PASS, Mark::and);
      return worst == Mark.SKIPPED ? Mark.PASS : worst;
    }

    /** As programs read it. */
    public Json json() {
      var checks = new LinkedHashMap<String, Json>();
      for (Result result : results) {
        var findings = result.findings().stream().map(Checkup::json).toList();
        checks.put(
            result.name(),
            Json.object("status", result.mark().word(), "findings", new Json.Arr(findings)));
      }
      return Json.object("status", mark().word(), "checks", new Json.Obj(checks));
    }
  }

  private static Json json(Finding finding) {
    return Json.object(
        "status", finding.mark().word(),
        "what", finding.what(),
        "where", finding.where(),
        "fix", finding.fix());
  }

  /**
   * Looks at everything.
   *
   * @param limit how long all may take together
   */
  public static Report of(List<Check> checks, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    var looks = new ArrayList<FutureTask<List<Finding>>>();
    for (Check check : checks) {
      var look = new FutureTask<>(check::run);
      looks.add(look);
      Thread.ofVirtual().name("check-" + check.name()).start(look);
    }
    var results = new ArrayList<Result>();
    for (int i = 0; i < checks.size(); i++) {
      results.add(new Result(checks.get(i).name(), findings(looks.get(i), end, limit)));
    }
    return new Report(results);
  }

  private static List<Finding> findings(FutureTask<List<Finding>> look, long end, Duration limit)
      throws InterruptedException {
    try {
      return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return List.of(
          Finding.fail(
              "It was not done within " + limit.toSeconds() + " s.",
              "",
              "Look at the load of the machine and at its disk, then try again."));
    } catch (ExecutionException failed) {
      return List.of(
          Finding.fail(
              "It could not be looked at: " + failed.getCause() + ".",
              "",
              "Look at what it names; if that is as it should be, please report it."));
    }
  }
}
