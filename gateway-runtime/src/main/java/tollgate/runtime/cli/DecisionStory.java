package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;

/** Tells in lines for a person how a decision came about. */
final class DecisionStory {

  private DecisionStory() {}

  static List<String> of(Json document) {
    Map<String, Json> call = members(document);
    var lines = new ArrayList<String>();
    lines.add(
        "The call %s of %s is %s%s."
            .formatted(
                text(call, "call"), text(call, "arrived_at"), text(call, "state"), status(call)));
    if (!(call.get("decision") instanceof Json.Obj(var decision))) {
      lines.add("It was not judged, or the record of that is gone.");
      return lines;
    }
    lines.add("It was judged by the policies " + text(decision, "policies") + ". They read:");
    members(decision.getOrDefault("facts", Json.NULL))
        .forEach((fact, value) -> lines.add("  " + fact + " = " + Json.encode(value)));
    for (Json opinion : items(decision, "said")) {
      lines.add(opinion(members(opinion)));
    }
    for (Json conflict : items(decision, "conflicts")) {
      lines.add("Conflict: " + shown(conflict) + ".");
    }
    if (decision.containsKey("denied")) {
      lines.add("So it was refused by " + text(decision, "denied") + ".");
    } else if (!text(call, "error").isEmpty()) {
      lines.add("It ended with " + text(call, "error_code") + ": " + text(call, "error"));
    } else {
      lines.add("So it was let through, to " + text(call, "provider") + ".");
    }
    return lines;
  }

  private static String status(Map<String, Json> call) {
    return call.getOrDefault("status", Json.NULL) instanceof Json.Num(var status)
        ? ", status " + status
        : "";
  }

  private static String opinion(Map<String, Json> opinion) {
    var line = new StringBuilder(text(opinion, "policy"));
    if (opinion.containsKey("mode")) {
      line.append(", in ").append(text(opinion, "mode")).append(',');
    }
    if (opinion.containsKey("failed")) {
      line.append(" failed: ").append(text(opinion, "failed"));
    } else if (opinion.containsKey("verdicts")) {
      line.append(" said");
      items(opinion, "verdicts").forEach(verdict -> line.append(' ').append(Json.encode(verdict)));
    } else {
      line.append(" said nothing");
    }
    return line.append(" (")
        .append(shown(opinion.getOrDefault("us", Json.NULL)))
        .append(" us)")
        .toString();
  }

  private static Map<String, Json> members(Json json) {
    return json instanceof Json.Obj(var members) ? members : Map.of();
  }

  private static List<Json> items(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Arr(var items) ? items : List.of();
  }

  private static String text(Map<String, Json> members, String name) {
    return shown(members.getOrDefault(name, Json.text("")));
  }

  private static String shown(Json json) {
    return json instanceof Json.Text(var text) ? text : Json.encode(json);
  }
}
