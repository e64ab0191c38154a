package tollgate.dialect.anthropic.messages;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonEdit.Put;
import tollgate.api.json.JsonEdit.Remove;

/** The edits that make a request ask what the gateway wants, and stay one the API accepts. */
final class Adaptation {

  /** The smallest thinking budget Anthropic accepts (extended thinking page, October 2026). */
  private static final long LEAST_THINKING = 1_024;

  private Adaptation() {}

  static List<JsonEdit> edits(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!facts.provider().isEmpty()) {
      edits.add(new Remove("/provider"));
    }
    boolean batch = !facts.hint(BatchReading.SIZE).isEmpty();
    if (!wanted.model().isEmpty() && !wanted.model().equals(facts.model())) {
      edits.addAll(
          batch
              ? BatchReading.asking(facts, wanted.model())
              : List.of(new Put("/model", Json.text(wanted.model()))));
    }
    if (!batch && exceeds(facts, wanted.maxOutputTokens())) {
      edits.add(new Put("/max_tokens", Json.of(wanted.maxOutputTokens())));
      edits.addAll(thinkingWithin(facts, wanted.maxOutputTokens()));
    }
    return List.copyOf(edits);
  }

  /** Counting tokens takes no limit at all. */
  private static boolean exceeds(RequestFacts facts, long limit) {
    boolean higher = facts.maxOutputTokens() == 0 || facts.maxOutputTokens() > limit;
    return facts.billable() && limit > 0 && higher;
  }

  /**
   * A budget must stay below the limit, so it shrinks with it; where less than the smallest budget
   * is left, thinking goes off, and with it the context edit that is refused without thinking.
   */
  private static List<JsonEdit> thinkingWithin(RequestFacts facts, long limit) {
    if (facts.thinkingTokens() < limit) {
      return List.of();
    }
    if (limit > LEAST_THINKING) {
      return List.of(new Put("/thinking/budget_tokens", Json.of(limit - 1)));
    }
    var off = new Put("/thinking", Json.object("type", "disabled"));
    return facts.hint("/context_management/edits").isEmpty()
        ? List.of(off)
        : List.of(off, new Remove("/context_management"));
  }
}
