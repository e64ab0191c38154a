package tollgate.dialect.openai.responses;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonEdit.Put;
import tollgate.api.json.JsonEdit.Remove;

/** The edits that make a request ask what the gateway wants; usage is always told. */
final class Adaptation {

  private Adaptation() {}

  static List<JsonEdit> edits(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!facts.provider().isEmpty()) {
      edits.add(new Remove("/provider"));
    }
    if (!wanted.model().isEmpty() && !wanted.model().equals(facts.model())) {
      edits.add(new Put("/model", Json.text(wanted.model())));
    }
    if (exceeds(facts, wanted.maxOutputTokens())) {
      edits.add(new Put("/max_output_tokens", Json.of(wanted.maxOutputTokens())));
    }
    return List.copyOf(edits);
  }

  /** Compacting and counting take no limit at all. */
  private static boolean exceeds(RequestFacts facts, long limit) {
    boolean higher = facts.maxOutputTokens() == 0 || facts.maxOutputTokens() > limit;
    boolean writes = facts.billable() && facts.hint(RequestReading.COMPACT).isEmpty();
    return limit > 0 && higher && writes;
  }
}
