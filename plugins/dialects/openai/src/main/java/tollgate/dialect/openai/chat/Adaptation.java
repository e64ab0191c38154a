package tollgate.dialect.openai.chat;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonEdit.Put;
import tollgate.api.json.JsonEdit.Remove;

/** The edits that make a request ask what the gateway wants. */
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
    if (wanted.maxOutputTokens() > 0) {
      edits.addAll(outputWithin(facts, wanted.maxOutputTokens()));
    }
    boolean asked = facts.hint(RequestReading.INCLUDE_USAGE).equals("true");
    if (wanted.usageInStream() && facts.streaming() && !asked) {
      edits.add(usageIncluded(facts));
    }
    return List.copyOf(edits);
  }

  /**
   * The limit goes into the field the client used, since a model may know only one of the two;
   * where it used none, into the one that is not deprecated; the elder path has only one.
   */
  private static List<JsonEdit> outputWithin(RequestFacts facts, long limit) {
    var edits = new ArrayList<JsonEdit>();
    boolean named = false;
    for (String field : List.of("/max_completion_tokens", "/max_tokens")) {
      String present = facts.hint(field);
      named |= !present.isEmpty();
      if (!present.isEmpty() && (present.startsWith("-") || Long.parseLong(present) > limit)) {
        edits.add(new Put(field, Json.of(limit)));
      }
    }
    if (!named) {
      boolean elder = !facts.hint(RequestReading.PROMPT).isEmpty();
      edits.add(new Put(elder ? "/max_tokens" : "/max_completion_tokens", Json.of(limit)));
    }
    return edits;
  }

  private static JsonEdit usageIncluded(RequestFacts facts) {
    return facts.hint("/stream_options").isEmpty()
        ? new Put("/stream_options", Json.object("include_usage", true))
        : new Put(RequestReading.INCLUDE_USAGE, Json.of(true));
  }
}
