package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.json.Shape;

/** How the caps stand that were put to calls: what is spent, held and left of each. */
final class BudgetResources {
  private static final Shape.Members BUDGET =
      Shape.object(
          "cap", Shape.text(),
          "unit", Shape.choice("usd", "tokens", "calls", "concurrent"),
          "rate", new Shape.Flag(),
          "per", Shape.text(),
          "by", new Shape.Table(Shape.text()),
          "limit", new Shape.Decimal(),
          "spent", new Shape.Decimal(),
          "leased", new Shape.Decimal(),
          "left", new Shape.Decimal(),
          "resets_at", Shape.orNull(Shape.instant()));

  private final Till till;
  private final InstantSource clock;

  BudgetResources(Till till, InstantSource clock) {
    this.till = till;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/budgets",
            "the caps that were put to calls, the fullest first: what is spent, held and left",
            Shape.object("budgets", Shape.items(BUDGET)),
            request -> all()));
  }

  private Json all() {
    Instant now = clock.instant();
    List<Json> budgets =
        till.standings().stream()
            .filter(one -> one.resets().filter(end -> !end.isAfter(now)).isEmpty())
            .sorted(Comparator.comparing(BudgetResources::fullness).reversed())
            .<Json>map(BudgetResources::json)
            .toList();
    return Json.object("budgets", new Json.Arr(budgets));
  }

  /** In millionths of what is allowed. */
  private static BigDecimal fullness(Standing one) {
    return BigDecimal.valueOf(one.spent())
        .add(BigDecimal.valueOf(one.held()))
        .movePointRight(6)
        .divideToIntegralValue(BigDecimal.valueOf(one.cap().most()));
  }

  private static Json.Obj json(Standing one) {
    Unit unit = one.cap().unit();
    Map<String, Json> by = new LinkedHashMap<>();
    for (int i = 0; i < one.key().values().size(); i++) {
      by.put(one.key().meter().by().get(i), Json.text(one.key().values().get(i)));
    }
    return Json.object(
        "cap", one.cap().name(),
        "unit", unit.name().toLowerCase(Locale.ROOT),
        "rate", one.cap().rate(),
        "per", one.key().meter().span().text(),
        "by", new Json.Obj(by),
        "limit", amount(unit, one.cap().most()),
        "spent", amount(unit, one.spent()),
        "leased", amount(unit, one.held()),
        "left", amount(unit, one.left()),
        "resets_at", one.resets().<Json>map(end -> Json.text(end.toString())).orElse(Json.NULL));
  }

  private static Json amount(Unit unit, long much) {
    return Json.of(unit == Unit.USD ? new Money(much).toUsd() : BigDecimal.valueOf(much));
  }
}
