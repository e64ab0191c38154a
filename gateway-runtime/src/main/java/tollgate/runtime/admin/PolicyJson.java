package tollgate.runtime.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.policy.CaseResult;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicyTally;
import tollgate.runtime.policy.Tested;

/** How policies are told of. */
final class PolicyJson {

  private static final Shape COUNT = Shape.whole();
  private static final Shape MODE = Shape.choice("enforce", "shadow", "off");

  private static final Shape FINDING =
      Shape.object(
          "file", Shape.text(),
          "line", COUNT,
          "column", COUNT,
          "excerpt", Shape.text(),
          "message", Shape.text());

  private static final Shape COUNTERS =
      Shape.object(
          "calls",
          COUNT,
          "failures",
          COUNT,
          "total_us",
          COUNT,
          "verdicts",
          new Shape.Table(COUNT),
          "bounds_us",
          Shape.items(COUNT),
          "times",
          Shape.items(COUNT));

  private static final Shape COVERAGE =
      Shape.object(
          "taken",
          COUNT,
          "all",
          COUNT,
          "missed",
          Shape.items(Shape.object("line", COUNT, "column", COUNT, "what", Shape.text())));

  static final Shape.Members STANDING =
      Shape.object(
          "generation",
          Shape.text(),
          "policies",
          Shape.items(
              Shape.object(
                  "name",
                  Shape.text(),
                  "mode",
                  MODE,
                  "on_error",
                  Shape.text(),
                  "hash",
                  Shape.text(),
                  "quarantined",
                  new Shape.Flag(),
                  "counters",
                  COUNTERS)),
          "findings",
          Shape.items(FINDING));

  static final Shape.Members SAVED = STANDING.and("coverage", COVERAGE);

  static final Shape.Members TESTED =
      Shape.object(
          "passed",
          new Shape.Flag(),
          "cases",
          Shape.items(
              Shape.object(
                  "name", Shape.text(), "passed", new Shape.Flag(), "problem", Shape.text())),
          "coverage",
          COVERAGE);

  static final Shape.Members FILES =
      Shape.object("name", Shape.text(), "text", Shape.text(), "cases", Shape.text());

  static final Shape VERSIONS =
      Shape.items(
          Shape.object("number", COUNT, "at", Shape.instant(), "in_force", new Shape.Flag()));

  static final Shape.Members VERSION =
      Shape.object(
          "number", COUNT, "at", Shape.instant(), "text", Shape.text(), "cases", Shape.text());

  private PolicyJson() {}

  static Json.Obj of(PolicyDesk.Standing standing) {
    return Json.object(
        "generation",
        standing.generation(),
        "policies",
        new Json.Arr(standing.policies().stream().map(PolicyJson::of).toList()),
        "findings",
        new Json.Arr(standing.findings().stream().map(PolicyJson::of).toList()));
  }

  /** The same after something was saved. */
  static Json of(PolicyDesk.Standing standing, Tested tested) {
    var members = new LinkedHashMap<String, Json>(of(standing).members());
    members.put("coverage", of(tested.coverage()));
    return new Json.Obj(members);
  }

  private static Json of(PolicyHost.State state) {
    return Json.object(
        "name", state.name(),
        "mode", state.mode().text(),
        "on_error", state.onError(),
        "hash", state.hash(),
        "quarantined", state.quarantined(),
        "counters", of(state.tally()));
  }

  private static Json of(PolicyTally tally) {
    Map<String, Json> verdicts = new LinkedHashMap<>();
    tally.verdicts().forEach((kind, count) -> verdicts.put(kind, Json.of(count)));
    return Json.object(
        "calls", tally.calls(),
        "failures", tally.failures(),
        "total_us", tally.micros(),
        "verdicts", new Json.Obj(verdicts),
        "bounds_us", numbers(PolicyTally.BOUNDS_MICROS),
        "times", numbers(tally.times()));
  }

  private static Json numbers(List<Long> numbers) {
    return new Json.Arr(numbers.stream().<Json>map(Json::of).toList());
  }

  private static Json of(Finding finding) {
    return Json.object(
        "file", finding.file(),
        "line", finding.line(),
        "column", finding.column(),
        "excerpt", finding.excerpt(),
        "message", finding.message());
  }

  static Json of(Tested tested) {
    return Json.object(
        "passed",
        tested.passed(),
        "cases",
        new Json.Arr(tested.results().stream().map(PolicyJson::of).toList()),
        "coverage",
        of(tested.coverage()));
  }

  private static Json of(CaseResult result) {
    return Json.object(
        "name", result.name(), "passed", result.passed(), "problem", result.problem());
  }

  private static Json of(Tested.Branches coverage) {
    List<Json> missed =
        coverage.missed().stream()
            .<Json>map(
                one -> Json.object("line", one.line(), "column", one.column(), "what", one.what()))
            .toList();
    return Json.object(
        "taken", coverage.taken(), "all", coverage.all(), "missed", new Json.Arr(missed));
  }

  /**
   * The versions of a policy, the newest first.
   *
   * @param now its files; empty texts where it is not there
   */
  static Json of(List<PolicyDesk.Version> versions, PolicyDesk.Files now) {
    return new Json.Arr(
        versions.reversed().stream()
            .<Json>map(one ->
                Json.object(
                    "number", one.number(),
                    "at", one.at().toString(),
                    "in_force", one.files().equals(now)))
            .toList());
  }

  static Json of(PolicyDesk.Version version) {
    return Json.object(
        "number", version.number(),
        "at", version.at().toString(),
        "text", version.files().text(),
        "cases", version.files().cases());
  }
}
