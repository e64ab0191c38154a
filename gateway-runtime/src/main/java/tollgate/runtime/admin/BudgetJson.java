package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.admin.BudgetBook.Budget;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Forecast;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.TopSpenders;

/** Budgets as JSON. Amounts are dollars, tokens or calls, by the unit. */
final class BudgetJson {

  private static final Shape SPENDERS =
      Shape.items(Shape.object("name", Shape.text(), "spent", new Shape.Decimal()));

  private static final Shape.Members TOP =
      Shape.object(
          "tools", SPENDERS, "keys", SPENDERS, "sessions", SPENDERS, "complete", new Shape.Flag());

  /** How a budget looks. */
  static final Shape.Members SHAPE =
      Shape.object(
              "id", Shape.text(),
              "cap", Shape.text(),
              "source", Shape.choice("policy", "key", "settings"),
              "unit", Shape.choice("usd", "tokens", "calls", "concurrent"),
              "rate", new Shape.Flag(),
              "per", Shape.text(),
              "by", new Shape.Table(Shape.text()))
          .and(
              "since", Shape.orNull(Shape.instant()),
              "limit", new Shape.Decimal(),
              "raised", new Shape.Decimal(),
              "spent", new Shape.Decimal(),
              "forgiven", new Shape.Decimal(),
              "leased", new Shape.Decimal(),
              "left", new Shape.Decimal(),
              "resets_at", Shape.orNull(Shape.instant()),
              "forecast", Shape.orNull(Shape.instant()))
          .or("top", TOP);

  private BudgetJson() {}

  static Json.Obj of(Budget budget, Standing standing, Instant now) {
    Unit unit = standing.cap().unit();
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.text(budget.id()));
    members.put("cap", Json.text(standing.cap().name()));
    members.put("source", Json.text(standing.cap().source().word()));
    members.put("unit", Json.text(word(unit)));
    members.put("rate", Json.of(standing.cap().rate()));
    members.put("per", Json.text(standing.key().meter().span().text()));
    members.put("by", by(standing.key()));
    members.put("since", since(standing));
    members.put("limit", amount(unit, standing.limit()));
    members.put("raised", amount(unit, standing.allowance().raised()));
    members.put("spent", amount(unit, standing.spent()));
    members.put("forgiven", amount(unit, standing.allowance().forgiven()));
    members.put("leased", amount(unit, standing.held()));
    members.put("left", amount(unit, standing.left()));
    members.put("resets_at", instant(standing.resets()));
    members.put("forecast", instant(Forecast.of(standing, now)));
    return new Json.Obj(members);
  }

  static Json.Obj with(Json.Obj budget, Unit unit, TopSpenders.Top top) {
    var members = new LinkedHashMap<>(budget.members());
    members.put(
        "top",
        Json.object(
            "tools", spenders(unit, top.tools()),
            "keys", spenders(unit, top.keys()),
            "sessions", spenders(unit, top.sessions()),
            "complete", top.whole()));
    return new Json.Obj(members);
  }

  private static Json spenders(Unit unit, List<TopSpenders.Spender> spenders) {
    return new Json.Arr(
        spenders.stream()
            .<Json>map(
                one -> Json.object("name", one.name(), "spent", amount(unit, unit.of(one.spent()))))
            .toList());
  }

  static String word(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  /** The values it is for, by the words in which caps are set. */
  static Map<String, String> values(CounterKey key) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < key.values().size(); i++) {
      String axis = key.meter().by().get(i);
      String value = key.values().get(i);
      switch (axis) {
        case Axes.ROOT -> values.put(Axes.SESSION, value);
        case Axes.LINEAGE -> values.put(Axes.AGENT, value.replace(Axes.BELOW, '/'));
        default -> values.put(axis, value);
      }
    }
    return values;
  }

  private static Json by(CounterKey key) {
    var by = new LinkedHashMap<String, Json>();
    values(key).forEach((axis, value) -> by.put(axis, Json.text(value)));
    return new Json.Obj(by);
  }

  private static Json since(Standing standing) {
    Period period = standing.period();
    boolean ever = standing.key().meter().span() instanceof Span.Ever;
    return ever ? Json.NULL : Json.text(Instant.ofEpochMilli(period.from()).toString());
  }

  private static Json instant(Optional<Instant> at) {
    return at.<Json>map(one -> Json.text(one.toString())).orElse(Json.NULL);
  }

  private static Json amount(Unit unit, long much) {
    return Json.of(unit == Unit.USD ? new Money(much).toUsd() : BigDecimal.valueOf(much));
  }
}
