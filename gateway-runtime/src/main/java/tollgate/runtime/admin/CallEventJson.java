package tollgate.runtime.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import tollgate.api.call.Identity;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.CallEvent;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CostStatus;

/** What happens to a call, as {@code /admin/events} tells it. */
final class CallEventJson {

  private CallEventJson() {}

  /** The kind of event. */
  static String name(CallEvent event) {
    return switch (event) {
      case CallEvent.Started _ -> "call.started";
      case CallEvent.Progressed _ -> "call.progressed";
      case CallEvent.Finished _ -> "call.finished";
    };
  }

  /** All about it. */
  static Json.Obj of(CallEvent event) {
    var members = new LinkedHashMap<String, Json>();
    members.put("call", Json.text(event.callId()));
    members.put("at", Json.text(event.at().toString()));
    switch (event) {
      case CallEvent.Started started ->
          put(members, started.identity(), started.provider(), started.model());
      case CallEvent.Progressed progressed -> put(members, progressed.tokens());
      case CallEvent.Finished finished -> put(members, finished);
    }
    return new Json.Obj(members);
  }

  private static void put(Map<String, Json> members, CallEvent.Finished finished) {
    put(members, finished.identity(), finished.provider(), finished.model());
    members.put("state", Json.text(finished.state().word()));
    members.put("status", Json.of(finished.status()));
    put(members, finished.tokens());
    Bill bill = finished.bill();
    boolean unknown = bill.status() == CostStatus.UNPRICED || bill.status() == CostStatus.OPEN;
    members.put("cost_usd", unknown ? Json.NULL : Json.of(bill.amount().toUsd()));
    members.put("cost_status", Json.text(bill.status().word()));
    long total = finished.timings().totalNanos();
    members.put("total_ms", total < 0 ? Json.NULL : Json.of(total / 1_000_000));
  }

  private static void put(
      Map<String, Json> members, Identity identity, String provider, String model) {
    members.put("tool", Json.text(identity.tool()));
    members.put("instance", Json.text(identity.instance()));
    members.put("session", Json.text(identity.session()));
    members.put("agent", Json.text(identity.agent()));
    members.put("provider", Json.text(provider));
    members.put("model", Json.text(model));
  }

  private static void put(Map<String, Json> members, TokenCounts tokens) {
    members.put("input_tokens", Json.of(tokens.input()));
    members.put("output_tokens", Json.of(tokens.output()));
    members.put("cache_read_tokens", Json.of(tokens.cacheRead()));
  }
}
