package tollgate.dialect.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.dialect.Framing;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;

/**
 * The events that end a response before its time. The order is that of a response that reached its
 * token limit (streaming events page, October 2026): the open text, its part and its item are done,
 * then {@code response.incomplete} tells reason and usage.
 */
final class Ending {

  private final Framing framing;
  private final Refusal refusal;
  private final ResponseHead head;
  private final TokenCounts used;
  private final List<byte[]> events = new ArrayList<>();
  private long sequence;

  Ending(Framing framing, Refusal refusal, ResponseHead head, TokenCounts used) {
    this.framing = framing;
    this.refusal = refusal;
    this.head = head;
    this.used = used;
    sequence = head.nextSequence();
  }

  /** The error event, for a stream in which no response has begun. */
  List<byte[]> asError() {
    event(
        "error",
        "code",
        Json.text(refusal.code()),
        "message",
        Json.text(refusal.message()),
        "param",
        Json.NULL);
    return List.copyOf(events);
  }

  /** The end of a response that failed, so that nobody takes half a tool call for a whole one. */
  List<byte[]> asFailure() {
    Json error = Json.object("code", failureCode(), "message", refusal.message());
    event(
        "response.failed",
        "response",
        head.response("failed", error, Json.NULL, Json.array(), used));
    return List.copyOf(events);
  }

  /** The sentence in the open text, or in one of its own, then the regular early end. */
  List<byte[]> asIncomplete(Items items) {
    var place = Place.of(items, refusal);
    if (place.newItem()) {
      item("response.output_item.added", place, place.emptyItem());
    }
    if (place.newPart()) {
      part("response.content_part.added", place, Place.part(""));
    }
    textEvent("response.output_text.delta", place, "delta", place.sentence());
    Json output = Json.array();
    if (items.message().complete()) {
      textEvent("response.output_text.done", place, "text", place.wholeText());
      part("response.content_part.done", place, Place.part(place.wholeText()));
      item("response.output_item.done", place, place.wholeItem());
      output = Json.array(place.wholeItem());
    }
    Json reason = Json.object("reason", "max_output_tokens");
    event(
        "response.incomplete",
        "response",
        head.response("incomplete", Json.NULL, reason, output, used));
    return List.copyOf(events);
  }

  private void item(String type, Place place, Json item) {
    event(type, "output_index", Json.of(place.outputIndex()), "item", item);
  }

  private void textEvent(String type, Place place, String member, String text) {
    event(
        type,
        "item_id",
        Json.text(place.itemId()),
        "output_index",
        Json.of(place.outputIndex()),
        "content_index",
        Json.of(place.contentIndex()),
        member,
        Json.text(text),
        "logprobs",
        Json.array());
  }

  private void part(String type, Place place, Json part) {
    event(
        type,
        "item_id",
        Json.text(place.itemId()),
        "output_index",
        Json.of(place.outputIndex()),
        "content_index",
        Json.of(place.contentIndex()),
        "part",
        part);
  }

  /** OpenAI's own words for what a response can fail of; Codex gives up at the first. */
  private String failureCode() {
    if (refusal.kind() == RefusalKind.BUDGET) {
      return "insufficient_quota";
    }
    return refusal.kind() == RefusalKind.RATE_LIMITED ? "rate_limit_exceeded" : "server_error";
  }

  private void event(String type, Object... namesAndValues) {
    var data = new LinkedHashMap<String, Json>();
    data.put("type", Json.text(type));
    data.put("sequence_number", Json.of(sequence++));
    data.putAll(Json.object(namesAndValues).members());
    String json = Json.encode(new Json.Obj(data));
    String text =
        framing == Framing.SSE ? "event: " + type + "\ndata: " + json + "\n\n" : json + "\n";
    events.add(text.getBytes(StandardCharsets.UTF_8));
  }
}
