package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.json.Json;
import tollgate.runtime.problem.SettingProblem;

/**
 * A condition on what a replay found, such as {@code blocked>10}: for a build that is to fail.
 *
 * @param text as it was given
 * @param name a number that is told of every policy
 */
record FailIf(String text, String name, String comparison, BigDecimal number) {

  /** The numbers there are. */
  static final List<String> NAMES =
      List.of(
          "blocked",
          "blocked_most",
          "limited",
          "rerouted",
          "clamped",
          "warned",
          "failed",
          "released",
          "saved_usd",
          "saved_usd_most",
          "sessions_stopped",
          "sessions_stopped_most",
          "certain",
          "bounded",
          "unknowable");

  private static final Pattern CONDITION =
      Pattern.compile("\\s*([a-z_]+)\\s*(<=|>=|<|>|=)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*");

  /** The condition that a text says. */
  static FailIf of(String text) {
    Matcher said = CONDITION.matcher(text);
    if (!said.matches() || !NAMES.contains(said.group(1))) {
      throw SettingProblem.CLI_USAGE.exception(
          "--fail-if " + text + " is no condition.",
          "Say for example --fail-if 'blocked>10'; there is " + String.join(", ", NAMES) + ".");
    }
    return new FailIf(text, said.group(1), said.group(2), new BigDecimal(said.group(3)));
  }

  /** Whether it holds; an amount that nobody knows is more than any other. */
  boolean holds(Json candidate) {
    if (!(JsonTable.member(candidate, name) instanceof Json.Num(var value))) {
      return comparison.startsWith(">");
    }
    int order = value.compareTo(number);
    return switch (comparison) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> order == 0;
    };
  }
}
