package tollgate.runtime.report;

import java.util.LinkedHashMap;
import java.util.Map;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;

/**
 * What every sum over calls tells.
 *
 * @param calls how many calls
 * @param tokens all their tokens
 * @param cost their known cost
 * @param unpriced how many of them have no known cost
 */
record Sum(long calls, long tokens, Money cost, long unpriced) {

  /** The same of a total. */
  static Sum of(Total total) {
    return new Sum(total.calls(), total.tokens().total(), total.cost(), total.unpriced());
  }

  /** Both together. */
  Sum plus(Sum other) {
    return new Sum(
        calls + other.calls,
        tokens + other.tokens,
        cost.plus(other.cost),
        unpriced + other.unpriced);
  }

  /** As members of an object. */
  Map<String, Json> members() {
    var members = new LinkedHashMap<String, Json>();
    members.put("request_count", Json.of(calls));
    members.put("total_tokens", Json.of(tokens));
    members.put("cost_usd", Json.of(cost.toUsd()));
    members.put("unpriced_requests", Json.of(unpriced));
    return members;
  }
}
