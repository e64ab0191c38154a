package tollgate.dialect.openai.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.json.Json;

/**
 * Where a last sentence goes in a response.
 *
 * @param newItem whether the item has yet to be added
 * @param newPart whether the part has yet to be added
 * @param itemId the message item
 * @param outputIndex its index
 * @param contentIndex the index of the text within it
 * @param before the item's texts before that one
 * @param text the text so far
 * @param sentence what is added to it
 */
record Place(
    boolean newItem,
    boolean newPart,
    String itemId,
    int outputIndex,
    int contentIndex,
    List<String> before,
    String text,
    String sentence) {

  static Place of(Items items, Refusal refusal) {
    MessageText message = items.message();
    String sentence = "\n\n[" + refusal.message() + "]";
    if (!message.open()) {
      String itemId = "msg_" + refusal.callId();
      return new Place(true, true, itemId, items.next(), 0, List.of(), "", sentence);
    }
    return new Place(
        false,
        !message.textOpen(),
        message.itemId(),
        message.outputIndex(),
        message.contentIndex(),
        message.finished(),
        message.text(),
        sentence);
  }

  /** The text with the sentence at its end. */
  String wholeText() {
    return text + sentence;
  }

  /** The item before anything stands in it. */
  Json emptyItem() {
    return item("in_progress", Json.array());
  }

  /** The item with all its texts. */
  Json wholeItem() {
    var parts = new ArrayList<Json>();
    before.forEach(done -> parts.add(part(done)));
    parts.add(part(wholeText()));
    return item("incomplete", new Json.Arr(parts));
  }

  private Json item(String status, Json content) {
    var item = new LinkedHashMap<String, Json>();
    item.put("id", Json.text(itemId));
    item.put("type", Json.text("message"));
    item.put("status", Json.text(status));
    item.put("role", Json.text("assistant"));
    item.put("content", content);
    return new Json.Obj(item);
  }

  static Json part(String text) {
    return Json.object("type", "output_text", "text", text, "annotations", Json.array());
  }
}
