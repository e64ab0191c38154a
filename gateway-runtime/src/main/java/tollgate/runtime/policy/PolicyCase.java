package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.json.Json;

/**
 * A call that somebody made up, and what a policy must say of it.
 *
 * @param name what is tried, in words
 * @param facts the call
 * @param expect the verdicts, in brief
 * @param fails a part of the failure that is expected instead; empty for none
 */
record PolicyCase(String name, PolicyFacts facts, List<Json> expect, String fails) {

  private static final List<String> MEMBERS =
      List.of("name", "call", "at", "zone", "spent", "expect", "fails");

  /**
   * Reads a file of cases.
   *
   * @throws IllegalArgumentException when it is none; the message says where and why
   */
  static List<PolicyCase> readAll(Json file) {
    if (!(file instanceof Json.Arr(var items)) || items.isEmpty()) {
      throw new IllegalArgumentException("a file of cases is a list of at least one case");
    }
    var cases = new ArrayList<PolicyCase>();
    for (Json item : items) {
      try {
        cases.add(read(item));
      } catch (IllegalArgumentException odd) {
        throw new IllegalArgumentException(
            "case " + (cases.size() + 1) + ": " + odd.getMessage(), odd);
      }
    }
    return cases;
  }

  private static PolicyCase read(Json item) {
    var given = new CaseMembers("a case", item, MEMBERS);
    String name = given.text("name", "");
    if (name.isBlank()) {
      throw new IllegalArgumentException("it needs a name");
    }
    String fails = given.text("fails", "");
    if (fails.isEmpty() == (given.at("expect") instanceof Json.Null)) {
      throw new IllegalArgumentException("it needs either expect or fails");
    }
    List<Json> expect =
        switch (given.at("expect")) {
          case Json.Null none -> List.of();
          case Json.Arr(var verdicts) -> verdicts;
          default -> throw new IllegalArgumentException("expect must be a list of verdicts");
        };
    var facts =
        CaseFacts.of(
            given.at("call"), given.text("at", ""), given.text("zone", ""), given.at("spent"));
    return new PolicyCase(name, facts, expect, fails);
  }

  /** What the verdicts of a policy mean for this case. */
  CaseResult judged(List<Verdict> verdicts) {
    String said = text(verdicts.stream().<Json>map(Verdict::brief).toList());
    if (!fails.isEmpty()) {
      return new CaseResult(name, "expected a failure, got " + said);
    }
    String expected = text(expect);
    return said.equals(expected)
        ? new CaseResult(name, "")
        : new CaseResult(name, "expected " + expected + ", got " + said);
  }

  /** The same text for the same values, however their numbers are written. */
  private static String text(List<Json> verdicts) {
    return Json.encode(plain(new Json.Arr(verdicts)));
  }

  private static Json plain(Json value) {
    return switch (value) {
      case Json.Num(var number) ->
          Json.of(new BigDecimal(number.stripTrailingZeros().toPlainString()));
      case Json.Arr(var items) -> new Json.Arr(items.stream().map(PolicyCase::plain).toList());
      case Json.Obj(var members) -> {
        var all = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> all.put(name, plain(member)));
        yield new Json.Obj(all);
      }
      default -> value;
    };
  }

  /** What a failure of a policy means for this case. */
  CaseResult failed(String why) {
    return !fails.isEmpty() && why.contains(fails)
        ? new CaseResult(name, "")
        : new CaseResult(name, "it failed: " + why);
  }
}
