package tollgate.runtime.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;

/** Writes the sums of a day in the shapes {@code DailySummary} and {@code DailyUsage}. */
final class DayJson {
  private DayJson() {}

  /** A day from its sums by provider and model. */
  static Json.Obj of(LocalDate day, List<Total> totals) {
    long requests = 0;
    long tokens = 0;
    long unpriced = 0;
    Money cost = Money.ZERO;
    var breakdown = new ArrayList<Json>();
    for (Total total : sorted(totals)) {
      requests += total.calls();
      tokens += total.tokens().total();
      unpriced += total.unpriced();
      cost = cost.plus(total.cost());
      breakdown.add(usage(day, total));
    }
    return Json.object(
        "date",
        day.toString(),
        "requests",
        requests,
        "total_tokens",
        tokens,
        "cost_usd",
        Json.of(cost.toUsd()),
        "unpriced_requests",
        unpriced,
        "breakdown",
        new Json.Arr(breakdown));
  }

  private static Json usage(LocalDate day, Total total) {
    TokenCounts tokens = total.tokens();
    return Json.object(
        "day", day.toString(),
        "provider", total.group().get(0),
        "model", total.group().get(1),
        "request_count", total.calls(),
        "prompt_tokens", tokens.input(),
        "completion_tokens", tokens.output(),
        "cache_creation_tokens", tokens.cacheWrite(),
        "cache_read_tokens", tokens.cacheRead(),
        "reasoning_tokens", tokens.reasoning(),
        "total_tokens", tokens.total(),
        "cost_usd", Json.of(total.cost().toUsd()),
        "unpriced_requests", total.unpriced());
  }

  private static List<Total> sorted(List<Total> totals) {
    Comparator<Total> byProvider = Comparator.comparing(total -> total.group().get(0));
    return totals.stream().sorted(byProvider.thenComparing(total -> total.group().get(1))).toList();
  }
}
