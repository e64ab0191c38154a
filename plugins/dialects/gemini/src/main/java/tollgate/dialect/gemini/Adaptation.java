package tollgate.dialect.gemini;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonEdit.Put;
import tollgate.api.json.JsonEdit.Remove;

/**
 * The edits that make a request ask what the gateway wants. The model stands in the path; usage is
 * always told; a thinking budget above the output limit is legal and stays.
 */
final class Adaptation {

  private Adaptation() {}

  static List<JsonEdit> edits(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!facts.provider().isEmpty()) {
      edits.add(new Remove("/provider"));
    }
    boolean writes = facts.billable() && facts.hint(RequestReading.SINGLE).isEmpty();
    if (writes && wanted.maxOutputTokens() > 0) {
      edits.addAll(outputWithin(facts, wanted.maxOutputTokens()));
      edits.addAll(thinkingWithin(facts, wanted.maxOutputTokens()));
    }
    return List.copyOf(edits);
  }

  /** Thoughts count as output: a budget that leaves no room beside them shrinks with the limit. */
  private static List<JsonEdit> thinkingWithin(RequestFacts facts, long limit) {
    if (facts.thinkingTokens() < limit) {
      return List.of();
    }
    return RequestReading.THINKING_BUDGETS.stream()
        .filter(pointer -> !facts.hint(pointer).isEmpty())
        .<JsonEdit>map(pointer -> new Put(pointer, Json.of(Math.max(1, limit - 1))))
        .toList();
  }

  private static List<JsonEdit> outputWithin(RequestFacts facts, long limit) {
    for (String pointer : RequestReading.OUTPUT_LIMITS) {
      String present = facts.hint(pointer);
      if (!present.isEmpty()) {
        long asked = Long.parseLong(present);
        boolean within = asked > 0 && asked <= limit;
        return within ? List.of() : List.of(new Put(pointer, Json.of(limit)));
      }
    }
    for (String config : RequestReading.CONFIGS) {
      if (!facts.hint(config).isEmpty()) {
        return List.of(new Put(config + "/maxOutputTokens", Json.of(limit)));
      }
    }
    return List.of(new Put("/generationConfig", Json.object("maxOutputTokens", limit)));
  }
}
