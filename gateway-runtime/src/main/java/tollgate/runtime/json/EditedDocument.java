package tollgate.runtime.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/** A scanned document with edits on it; only the containers that an edit touches are opened. */
final class EditedDocument {

  private static final int ROOT = 0;

  private final JsonTape tape;
  private final Map<Integer, EditedContainer> touched = new HashMap<>();
  private @Nullable Json replacedRoot;

  EditedDocument(JsonTape tape) {
    this.tape = tape;
  }

  void put(String pointer, Json value) {
    List<String> path = path(pointer);
    if (path.isEmpty()) {
      replacedRoot = value;
    } else if (replacedRoot != null) {
      replacedRoot = JsonTree.put(replacedRoot, path, value, pointer);
    } else {
      putInside(path, value, pointer);
    }
  }

  void remove(String pointer) {
    List<String> path = path(pointer);
    if (path.isEmpty()) {
      throw new MisplacedEdit(pointer);
    }
    if (replacedRoot != null) {
      replacedRoot = JsonTree.remove(replacedRoot, path);
    } else {
      removeInside(path);
    }
  }

  /** What to replace in the bytes, in no order; some may lie within others, which then win. */
  List<Splice> splices() {
    var splices = new ArrayList<Splice>();
    if (replacedRoot != null) {
      byte[] text = JsonText.writeBytes(replacedRoot);
      splices.add(new Splice(tape.start(ROOT), tape.end(ROOT), text));
    } else {
      touched.values().forEach(container -> splices.addAll(container.splices()));
    }
    return splices;
  }

  private void putInside(List<String> path, Json value, String pointer) {
    int index = ROOT;
    for (int i = 0; i < path.size() - 1; i++) {
      Slot slot = slot(index, path.get(i));
      if (slot == null) {
        throw new MisplacedEdit(pointer);
      }
      if (slot.replacement() != null) {
        List<String> rest = path.subList(i + 1, path.size());
        slot.replace(JsonTree.put(slot.replacement(), rest, value, pointer));
        return;
      }
      index = slot.valueIndex();
    }
    if (!tape.isContainer(index) || !open(index).put(path.getLast(), value)) {
      throw new MisplacedEdit(pointer);
    }
  }

  private void removeInside(List<String> path) {
    int index = ROOT;
    for (int i = 0; i < path.size() - 1; i++) {
      Slot slot = slot(index, path.get(i));
      if (slot == null) {
        return;
      }
      if (slot.replacement() != null) {
        slot.replace(JsonTree.remove(slot.replacement(), path.subList(i + 1, path.size())));
        return;
      }
      index = slot.valueIndex();
    }
    if (slot(index, path.getLast()) != null) {
      open(index).remove(path.getLast());
    }
  }

  /** The child of a container as edited so far. */
  private @Nullable Slot slot(int index, String segment) {
    if (!tape.isContainer(index)) {
      return null;
    }
    EditedContainer container = touched.get(index);
    if (container != null) {
      return container.find(segment);
    }
    int value = JsonPointer.child(tape, index, segment);
    return value == JsonPointer.NOWHERE ? null : Slot.untouched(segment, value);
  }

  private EditedContainer open(int index) {
    return touched.computeIfAbsent(index, i -> new EditedContainer(tape, i));
  }

  private static List<String> path(String pointer) {
    JsonPointer.check(pointer);
    var path = new ArrayList<String>();
    for (int end = 0; end < pointer.length(); ) {
      int begin = end + 1;
      end = JsonPointer.segmentEnd(pointer, begin);
      path.add(JsonPointer.unescape(pointer.substring(begin, end)));
    }
    return path;
  }
}
