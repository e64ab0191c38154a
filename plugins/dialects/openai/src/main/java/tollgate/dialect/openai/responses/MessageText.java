package tollgate.dialect.openai.responses;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.JsonView;

/**
 * The message a response is writing. The events that close a message repeat the whole of it, so it
 * is kept, up to a bound.
 */
final class MessageText {

  /** A message beyond this many characters is not kept, and then cannot be closed properly. */
  static final int KEPT = 65_536;

  private static final int NONE = -1;

  private final List<String> finished = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String itemId = "";
  private int outputIndex = NONE;
  private int contentIndex = NONE;
  private int length;
  private boolean textOpen;
  private boolean complete = true;

  void begin(int index, String id) {
    outputIndex = index;
    itemId = id;
    contentIndex = NONE;
    length = 0;
    textOpen = false;
    complete = true;
    finished.clear();
  }

  void end(int index) {
    if (index == outputIndex) {
      outputIndex = NONE;
      textOpen = false;
    }
  }

  void beginPart(int index, int part, boolean isText) {
    if (index == outputIndex) {
      contentIndex = part;
      textOpen = isText;
      complete &= isText; // of another part, a refusal say, nothing is kept
      text.setLength(0);
    }
  }

  void endPart(int index) {
    if (index == outputIndex && textOpen) {
      finished.add(text.toString());
      textOpen = false;
    }
  }

  void append(int index, JsonView delta) {
    if (index == outputIndex && textOpen && complete) {
      String more = delta.asText(KEPT).orElse("");
      length += more.length();
      complete = length <= KEPT;
      text.append(complete ? more : "");
    }
  }

  boolean open() {
    return outputIndex != NONE;
  }

  boolean textOpen() {
    return textOpen;
  }

  /** Whether all of the message is at hand. */
  boolean complete() {
    return complete;
  }

  String itemId() {
    return itemId;
  }

  int outputIndex() {
    return outputIndex;
  }

  /** The index of the open text, or of the one that would come next. */
  int contentIndex() {
    return textOpen ? contentIndex : contentIndex + 1;
  }

  /** The texts that are done. */
  List<String> finished() {
    return List.copyOf(finished);
  }

  /** What the open text says so far; nothing while none is open. */
  String text() {
    return textOpen ? text.toString() : "";
  }
}
