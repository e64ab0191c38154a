package tollgate.runtime.policy;

import java.util.List;
import java.util.Locale;
import tollgate.api.json.Json;

/** A question of a policy: what was spent, of those that are counted. */
public enum Spending {
  /** All calls of this day in the operator's zone. */
  DAY,
  /** The calls of this call's tool, this day. */
  DAY_BY_TOOL,
  /** The calls of this call's key, this day. */
  DAY_BY_KEY,
  /** The calls of this call's session, ever. */
  SESSION;

  /** How it stands in the record. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The question in a policy's words.
   *
   * @throws IllegalArgumentException when nobody counts that
   */
  static Spending of(Json question) {
    var options = new Options("call.spent", question, List.of("per", "by"));
    String per = options.name("per");
    List<String> by = options.names("by");
    String asked = per + " by " + String.join(", ", by);
    return switch (asked) {
      case "session by " -> SESSION;
      case "day by " -> DAY;
      case "day by tool" -> DAY_BY_TOOL;
      case "day by key" -> DAY_BY_KEY;
      default ->
          throw options.wrong(
              "what is counted is { per: \"day\" }, { per: \"day\", by: \"tool\" }, { per:"
                  + " \"day\", by: \"key\" } and { per: \"session\" }, not "
                  + Options.shown(question));
    };
  }
}
