package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.Json;

/** A session with its agents as a tree of lines. */
final class SessionTreeText {
  private static final int WIDEST = 60;

  private final List<String> lines = new ArrayList<>();

  private SessionTreeText() {}

  static String of(Json session) {
    var text = new SessionTreeText();
    text.lines.add(name(session, "id") + "  " + sums(session));
    text.addAll(JsonTable.member(session, "agents"), "");
    Json orphans = JsonTable.member(session, "orphans");
    if (JsonTable.size(orphans) > 0) {
      text.lines.add("agents that nobody is known to have started:");
      text.addAll(orphans, "");
    }
    if (JsonTable.member(session, "complete") instanceof Json.Bool(boolean complete) && !complete) {
      text.lines.add(
          "Of the newest %s calls only; the sums above are of all."
              .formatted(JsonTable.text(JsonTable.member(session, "calls_read"))));
    }
    return String.join(System.lineSeparator(), text.lines);
  }

  private void addAll(Json agents, String indent) {
    if (agents instanceof Json.Arr(var items)) {
      for (int i = 0; i < items.size(); i++) {
        boolean last = i == items.size() - 1;
        Json agent = items.get(i);
        lines.add(indent + (last ? "└─ " : "├─ ") + name(agent, "agent") + "  " + sums(agent));
        addAll(JsonTable.member(agent, "agents"), indent + (last ? "   " : "│  "));
      }
    }
  }

  /** The main agent of a session has no name. */
  private static String name(Json node, String member) {
    String name = JsonTable.text(JsonTable.member(node, member));
    String shown = name.equals("-") ? "main" : name;
    return shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST - 1) + "…";
  }

  private static String sums(Json node) {
    String models = JsonTable.text(JsonTable.member(node, "models"));
    String model = models.equals("-") ? JsonTable.text(JsonTable.member(node, "model")) : models;
    String running = JsonTable.text(JsonTable.member(node, "running"));
    return "%s calls%s, %s steps, %s tokens, %s USD (%s), %s, %s to %s"
        .formatted(
            JsonTable.text(JsonTable.member(node, "calls")),
            running.equals("0") ? "" : " and " + running + " running",
            JsonTable.text(JsonTable.member(node, "steps")),
            JsonTable.text(JsonTable.member(JsonTable.member(node, "tokens"), "total")),
            JsonTable.text(JsonTable.member(node, "cost_usd")),
            JsonTable.text(JsonTable.member(node, "cost_status")),
            model,
            JsonTable.text(JsonTable.member(node, "first_call_at")),
            JsonTable.text(JsonTable.member(node, "last_call_at")));
  }
}
