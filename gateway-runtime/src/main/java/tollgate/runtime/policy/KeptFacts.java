package tollgate.runtime.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;

/**
 * What the record of a decision keeps of the call itself, read or not: the facts that no column of
 * its row tells, so that another policy can be asked about it later. What is 0 or empty is left
 * out.
 */
final class KeptFacts {

  /** Where it stands in the record. */
  static final String MEMBER = "call";

  /** The facts it tells, as policies call them. */
  static final Set<String> PATHS =
      Set.of(
          "key.tags",
          "provider",
          "maxOutputTokens",
          "thinkingTokens",
          "prompt.messages",
          "prompt.tools",
          "prompt.bytes",
          "bodyBytes",
          "estimate.inputTokens");

  private KeptFacts() {}

  static Json.Obj of(PolicyFacts facts) {
    RequestFacts request = facts.request();
    var kept = new LinkedHashMap<String, Json>();
    if (!facts.keyTags().isEmpty()) {
      List<Json> tags = facts.keyTags().stream().sorted().<Json>map(Json::text).toList();
      kept.put("tags", new Json.Arr(tags));
    }
    if (!request.provider().isEmpty()) {
      kept.put("provider", Json.text(request.provider()));
    }
    put(kept, "maxOutputTokens", request.maxOutputTokens());
    put(kept, "thinkingTokens", request.thinkingTokens());
    put(kept, "messages", request.messages());
    put(kept, "tools", request.tools());
    put(kept, "promptBytes", request.promptBytes());
    put(kept, "bodyBytes", facts.bodyBytes());
    put(kept, "inputTokens", facts.inputTokens());
    return new Json.Obj(kept);
  }

  private static void put(Map<String, Json> kept, String name, long value) {
    if (value != 0) {
      kept.put(name, Json.of(value));
    }
  }

  /** Adds to what a row tells of a request what was kept of it. */
  static RequestFacts request(RequestFacts.Builder row, Map<String, Json> kept) {
    return row.provider(kept.get("provider") instanceof Json.Text(var name) ? name : "")
        .maxOutputTokens(number(kept, "maxOutputTokens"))
        .thinkingTokens(number(kept, "thinkingTokens"))
        .messages((int) number(kept, "messages"))
        .tools((int) number(kept, "tools"))
        .promptBytes(number(kept, "promptBytes"))
        .build();
  }

  static Set<String> tags(Map<String, Json> kept) {
    var tags = new HashSet<String>();
    if (kept.get("tags") instanceof Json.Arr(var items)) {
      for (Json item : items) {
        if (item instanceof Json.Text(var tag)) {
          tags.add(tag);
        }
      }
    }
    return tags;
  }

  static long number(Map<String, Json> kept, String name) {
    return kept.get(name) instanceof Json.Num(var number) ? number.longValue() : 0;
  }
}
