package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.app.TextTable;

/** Tells in lines for a person what a replay found. */
final class ReplayText {

  private static final int SESSIONS = 20;

  private ReplayText() {}

  static List<String> of(Json.Obj told) {
    List<Json> candidates = items(told, "candidates");
    var lines = new ArrayList<String>();
    lines.add(
        "Calls from %s to %s."
            .formatted(
                JsonTable.text(JsonTable.member(told, "since")),
                JsonTable.text(JsonTable.member(told, "until"))));
    lines.add("");
    lines.add(summary(candidates));
    if (candidates.size() == 2) {
      lines.add("");
      lines.add(
          "They differ over %s calls.".formatted(JsonTable.text(JsonTable.member(told, "differ"))));
      lines.add(
          JsonTable.of(
              JsonTable.member(told, "differences"), "CALL=call", "ONE=one", "OTHER=other"));
    }
    candidates.forEach(candidate -> tell(candidate, lines));
    return lines;
  }

  private static String summary(List<Json> candidates) {
    var heads = new ArrayList<String>();
    heads.add("");
    candidates.forEach(one -> heads.add(text(one, "name") + ">"));
    var table = new TextTable(heads.toArray(String[]::new));
    row(table, candidates, "calls", "calls", "");
    row(table, candidates, "blocked", "blocked", "blocked_most");
    row(table, candidates, "told to wait", "limited", "");
    row(table, candidates, "rerouted", "rerouted", "");
    row(table, candidates, "clamped", "clamped", "");
    row(table, candidates, "warned", "warned", "");
    row(table, candidates, "saved USD", "saved_usd", "saved_usd_most");
    row(table, candidates, "sessions ended", "sessions_stopped", "sessions_stopped_most");
    row(table, candidates, "refused then, let through", "released", "");
    row(table, candidates, "failed", "failed", "");
    row(table, candidates, "certain", "certain", "");
    row(table, candidates, "bounded", "bounded", "");
    row(table, candidates, "unknowable", "unknowable", "");
    return table.render();
  }

  private static void row(
      TextTable table, List<Json> candidates, String label, String least, String most) {
    var cells = new ArrayList<String>();
    cells.add(label);
    candidates.forEach(one -> cells.add(range(one, least, most)));
    table.row(cells.toArray(String[]::new));
  }

  private static String range(Json of, String least, String most) {
    String low = text(of, least);
    if (most.isEmpty() || text(of, most).equals(low)) {
      return low;
    }
    boolean unbounded = JsonTable.member(of, most) instanceof Json.Null;
    return unbounded ? low + " or more" : low + " to " + text(of, most);
  }

  private static void tell(Json candidate, List<String> lines) {
    String name = text(candidate, "name");
    facts(candidate, "unknown_facts", "nobody knows", lines);
    facts(candidate, "bounded_facts", "is known to a range only", lines);
    table(name + " by tool", JsonTable.member(candidate, "by_tool"), "TOOL=tool", lines);
    table(name + " by key", JsonTable.member(candidate, "by_key"), "KEY=key", lines);
    List<Json> sessions = items(candidate, "by_session");
    if (!sessions.isEmpty()) {
      lines.add("");
      lines.add(name + " by session:");
      lines.add(
          JsonTable.of(
              new Json.Arr(sessions.subList(0, Math.min(SESSIONS, sessions.size()))),
              "TOOL=tool",
              "SESSION=session",
              "BLOCKED=blocked>",
              "SAVED USD=saved_usd>",
              "ENDED AT=stopped_at",
              "CALLS AFTER=calls_after>",
              "THEIR USD=usd_after>"));
    }
  }

  private static void facts(Json candidate, String member, String what, List<String> lines) {
    if (JsonTable.member(candidate, member) instanceof Json.Obj(var facts) && !facts.isEmpty()) {
      lines.add("");
      lines.add(
          facts.entrySet().stream()
              .map(fact ->
                  "call.%s %s of %s calls."
                      .formatted(fact.getKey(), what, JsonTable.text(fact.getValue())))
              .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  private static void table(String title, Json list, String first, List<String> lines) {
    lines.add("");
    lines.add(title + ":");
    lines.add(
        JsonTable.of(
            list,
            first,
            "CALLS=calls>",
            "BLOCKED=blocked>",
            "AT MOST=blocked_most>",
            "REROUTED=rerouted>",
            "CLAMPED=clamped>",
            "SAVED USD=saved_usd>"));
  }

  static List<Json> items(Json of, String name) {
    return JsonTable.member(of, name) instanceof Json.Arr(var items) ? items : List.of();
  }

  private static String text(Json of, String name) {
    return JsonTable.text(JsonTable.member(of, name));
  }
}
