package tollgate.runtime.json;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/**
 * An object or array of the document with its children as the edits leave them. Children that stay
 * keep their order and new ones come last, so the beginning of a body, which prompt caches compare,
 * changes as late as possible.
 */
final class EditedContainer {

  private static final String APPEND = "-";

  private final JsonTape tape;
  private final int index;
  private final boolean isObject;
  private final List<Slot> slots = new ArrayList<>();

  EditedContainer(JsonTape tape, int index) {
    this.tape = tape;
    this.index = index;
    this.isObject = tape.lead(index) == '{';
    for (int child = tape.firstIn(index); child < tape.closing(index); child = after(child)) {
      slots.add(Slot.untouched(isObject ? name(child) : "", isObject ? child + 1 : child));
    }
  }

  /** The child that counts under a name or number. */
  @Nullable Slot find(String segment) {
    int at = isObject ? lastNamed(segment) : number(segment);
    return at >= 0 && at < slots.size() ? slots.get(at) : null;
  }

  /** Sets a child; answers whether there is a place for it. */
  boolean put(String segment, Json value) {
    Slot slot = find(segment);
    if (slot != null) {
      slot.replace(value);
      return true;
    }
    if (isObject || segment.equals(APPEND) || number(segment) == slots.size()) {
      slots.add(Slot.added(isObject ? segment : "", value));
      return true;
    }
    return false;
  }

  void remove(String segment) {
    if (isObject) {
      slots.removeIf(slot -> slot.name().equals(segment));
    } else {
      slots.remove(number(segment));
    }
  }

  /** What the edits replace in the bytes. */
  List<Splice> splices() {
    var splices = new ArrayList<Splice>();
    var kept = slots.iterator();
    Slot next = kept.hasNext() ? kept.next() : null;
    int keptEnd = -1; // behind the last child that stays
    int gap = -1; // where a run of removed children begins
    int lastEnd = tape.start(index) + 1;
    for (int child = tape.firstIn(index); child < tape.closing(index); child = after(child)) {
      int value = isObject ? child + 1 : child;
      lastEnd = tape.end(value);
      if (next == null || next.valueIndex() != value) {
        gap = gap < 0 ? tape.start(child) : gap;
        continue;
      }
      if (gap >= 0) {
        splices.add(new Splice(gap, tape.start(child), new byte[0]));
        gap = -1;
      }
      if (next.replacement() != null) {
        byte[] text = JsonText.writeBytes(next.replacement());
        splices.add(new Splice(tape.start(value), lastEnd, text));
      }
      keptEnd = lastEnd;
      next = kept.hasNext() ? kept.next() : null;
    }
    splices.add(ending(keptEnd, gap, lastEnd));
    return splices;
  }

  /** Takes away the children removed at the end and adds the new ones. */
  private Splice ending(int keptEnd, int gap, int lastEnd) {
    byte[] added = added(keptEnd >= 0);
    if (gap < 0) {
      return new Splice(lastEnd, lastEnd, added);
    }
    return new Splice(keptEnd >= 0 ? keptEnd : gap, lastEnd, added);
  }

  private byte[] added(boolean afterOthers) {
    var text = new ByteArrayOutputStream();
    boolean comma = afterOthers;
    for (Slot slot : slots) {
      if (slot.isAdded() && slot.replacement() != null) {
        if (comma) {
          text.write(',');
        }
        if (isObject) {
          text.writeBytes(JsonText.writeBytes(Json.text(slot.name())));
          text.write(':');
        }
        text.writeBytes(JsonText.writeBytes(slot.replacement()));
        comma = true;
      }
    }
    return text.toByteArray();
  }

  private int lastNamed(String name) {
    for (int i = slots.size() - 1; i >= 0; i--) {
      if (slots.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static int number(String segment) {
    return JsonPointer.itemNumber(segment, 0, segment.length());
  }

  private int after(int child) {
    return tape.next(isObject ? child + 1 : child);
  }

  private String name(int child) {
    int start = tape.start(child) + 1;
    int end = tape.end(child) - 1;
    return JsonChars.head(tape.bytes(), start, end, end - start);
  }
}
