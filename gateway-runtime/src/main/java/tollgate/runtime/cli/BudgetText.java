package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.app.TextTable;

/** Budgets for people. */
final class BudgetText {
  private static final int CELLS = 10;

  private BudgetText() {}

  /** A line for each, with a bar. */
  static String list(Json budgets) {
    var table =
        new TextTable(
            "CAP", "OF", "PER", "USED", "SPENT>", "HELD>", "LIMIT>", "LEFT>", "RESETS", "ID");
    if (budgets instanceof Json.Arr(var all)) {
      for (Json one : all) {
        table.row(
            text(one, "cap"),
            of(one),
            text(one, "per"),
            bar(one),
            amount(one, "spent"),
            amount(one, "leased"),
            amount(one, "limit"),
            amount(one, "left"),
            text(one, "resets_at"),
            text(one, "id"));
      }
    }
    return table.render();
  }

  /** All there is to say of one. */
  static String one(Json budget) {
    var text = new StringBuilder();
    line(text, "cap", text(budget, "cap") + " (" + text(budget, "id") + ")");
    line(text, "set by", text(budget, "source"));
    line(text, "counts", text(budget, "per") + ", " + of(budget));
    line(text, "used", bar(budget));
    line(text, "spent", amount(budget, "spent") + forgiven(budget));
    line(text, "held", amount(budget, "leased"));
    line(text, "limit", amount(budget, "limit") + raised(budget));
    line(text, "left", amount(budget, "left"));
    line(text, "resets at", text(budget, "resets_at"));
    line(text, "spent by", text(budget, "forecast"));
    Json top = JsonTable.member(budget, "top");
    if (top instanceof Json.Obj) {
      for (String kind : List.of("tools", "keys", "sessions")) {
        text.append('\n').append(spenders(budget, kind, JsonTable.member(top, kind)));
      }
      if (JsonTable.member(top, "complete").equals(Json.of(false))) {
        text.append("\nOf the newest calls only: there are too many of them.");
      }
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-10s %s%n".formatted(name, value));
  }

  private static String spenders(Json budget, String kind, Json spenders) {
    var table = new TextTable(kind.toUpperCase(Locale.ROOT), "SPENT>");
    if (spenders instanceof Json.Arr(var all)) {
      all.forEach(one -> table.row(text(one, "name"), amount(text(budget, "unit"), one, "spent")));
    }
    return table.render() + "\n";
  }

  private static String forgiven(Json budget) {
    return number(budget, "forgiven").signum() == 0
        ? ""
        : ", and " + amount(budget, "forgiven") + " that counts no more";
  }

  private static String raised(Json budget) {
    return number(budget, "raised").signum() == 0 ? "" : ", raised by " + amount(budget, "raised");
  }

  /** Spent, held and left in tenths; what is there at all shows. */
  static String bar(Json budget) {
    BigDecimal limit = number(budget, "limit");
    int spent = cells(number(budget, "spent"), limit, CELLS);
    int held = cells(number(budget, "leased"), limit, CELLS - spent);
    return "[" + "#".repeat(spent) + "=".repeat(held) + ".".repeat(CELLS - spent - held) + "]";
  }

  private static int cells(BigDecimal part, BigDecimal whole, int most) {
    if (whole.signum() <= 0) {
      return 0;
    }
    int cells =
        part.multiply(BigDecimal.valueOf(CELLS)).divide(whole, 0, RoundingMode.UP).intValue();
    return Math.clamp(cells, 0, most);
  }

  /** What it counts by. */
  static String of(Json budget) {
    return JsonTable.member(budget, "by") instanceof Json.Obj(Map<String, Json> by) && !by.isEmpty()
        ? by.entrySet().stream()
            .map(one -> one.getKey() + " " + JsonTable.text(one.getValue()))
            .collect(Collectors.joining(", "))
        : "everything";
  }

  /** An amount in the budget's unit. */
  static String amount(Json budget, String name) {
    return amount(text(budget, "unit"), budget, name);
  }

  private static String amount(String unit, Json of, String name) {
    return (unit.equals("usd") ? "$" : "") + text(of, name);
  }

  private static BigDecimal number(Json budget, String name) {
    return JsonTable.member(budget, name) instanceof Json.Num(var number)
        ? number
        : BigDecimal.ZERO;
  }

  private static String text(Json of, String name) {
    return JsonTable.text(JsonTable.member(of, name));
  }
}
