package tollgate.runtime.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.face.LedgerView.Point;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.json.Shape;

/**
 * Writes sums in the shapes that existing dashboards read. A cost is the known cost; beside it
 * stands how many calls have none.
 */
final class UsageJson {
  private static final Shape COUNT = Shape.whole();
  private static final Shape USD = new Shape.Decimal();

  static final Shape.Members DAILY_USAGE =
      Shape.object("day", Shape.day(), "provider", Shape.text(), "model", Shape.text())
          .and(counted())
          .and("reasoning_tokens", COUNT);

  static final Shape.Members DAY =
      Shape.object(
          "date", Shape.day(),
          "requests", COUNT,
          "total_tokens", COUNT,
          "cost_usd", USD,
          "unpriced_requests", COUNT,
          "breakdown", Shape.items(DAILY_USAGE));

  static final Shape.Members SUMS =
      Shape.object(
          "request_count",
          COUNT,
          "total_tokens",
          COUNT,
          "cost_usd",
          USD,
          "unpriced_requests",
          COUNT);

  static final Shape.Members PROVIDER = SUMS.and("provider", Shape.text());

  static final Shape.Members ACCOUNT_DAY = DAILY_USAGE.and("account", Shape.text());

  static final Shape.Members ACCOUNT = PROVIDER.and("account", Shape.text());

  static final Shape.Members BUCKET =
      Shape.object(
          "timestamp", Shape.instant(),
          "requests", COUNT,
          "tokens", COUNT,
          "cost_usd", USD,
          "unpriced_requests", COUNT);

  private UsageJson() {}

  private static Object[] counted() {
    return new Object[] {
      "request_count", COUNT,
      "prompt_tokens", COUNT,
      "completion_tokens", COUNT,
      "cache_creation_tokens", COUNT,
      "cache_read_tokens", COUNT,
      "total_tokens", COUNT,
      "cost_usd", USD,
      "unpriced_requests", COUNT
    };
  }

  /** A {@code DailySummary} from a day's sums by provider and model. */
  static Json.Obj day(LocalDate day, List<Total> totals) {
    long requests = 0;
    long tokens = 0;
    long unpriced = 0;
    Money cost = Money.ZERO;
    for (Total total : totals) {
      requests += total.calls();
      tokens += total.tokens().total();
      unpriced += total.unpriced();
      cost = cost.plus(total.cost());
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
        new Json.Arr(
            sorted(totals).stream()
                .<Json>map(total -> new Json.Obj(dailyUsage(day, total)))
                .toList()));
  }

  /** A {@code DailyUsage} from a day's sum by provider and model, perhaps with more behind them. */
  static Map<String, Json> dailyUsage(LocalDate day, Total total) {
    TokenCounts tokens = total.tokens();
    var members = new LinkedHashMap<String, Json>();
    members.put("day", Json.text(day.toString()));
    members.put("provider", Json.text(total.group().get(0)));
    members.put("model", Json.text(total.group().get(1)));
    members.put("request_count", Json.of(total.calls()));
    members.put("prompt_tokens", Json.of(tokens.input()));
    members.put("completion_tokens", Json.of(tokens.output()));
    members.put("cache_creation_tokens", Json.of(tokens.cacheWrite()));
    members.put("cache_read_tokens", Json.of(tokens.cacheRead()));
    members.put("reasoning_tokens", Json.of(tokens.reasoning()));
    members.put("total_tokens", Json.of(tokens.total()));
    members.put("cost_usd", Json.of(total.cost().toUsd()));
    members.put("unpriced_requests", Json.of(total.unpriced()));
    return members;
  }

  /** A {@code ProviderSummary} from a sum by provider, perhaps with more behind it. */
  static Map<String, Json> provider(Total total) {
    var members = new LinkedHashMap<String, Json>();
    members.put("provider", Json.text(total.group().getFirst()));
    members.putAll(sums(total));
    return members;
  }

  /** What every sum tells. */
  static Map<String, Json> sums(Total total) {
    return Sum.of(total).members();
  }

  /** A day of a key. */
  static Json keyDay(Point point) {
    var members = new LinkedHashMap<String, Json>();
    members.put("day", Json.text(point.at().toString().substring(0, "2026-11-21".length())));
    members.putAll(sums(point.total()));
    return new Json.Obj(members);
  }

  /** A {@code TrendBucket}. */
  static Json bucket(Point point) {
    Total total = point.total();
    return Json.object(
        "timestamp", point.at().toString(),
        "requests", total.calls(),
        "tokens", total.tokens().total(),
        "cost_usd", Json.of(total.cost().toUsd()),
        "unpriced_requests", total.unpriced());
  }

  /** By the values of the axes, in the order of the alphabet. */
  static List<Total> sorted(List<Total> totals) {
    return totals.stream().sorted(Comparator.comparing(Total::group, UsageJson::compare)).toList();
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      int difference = one.get(i).compareTo(other.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
