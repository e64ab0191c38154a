package tollgate.runtime.json;

import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/** One child of an edited container: as it was, with another value, or new. */
final class Slot {

  private final String name;
  private final int valueIndex;
  private @Nullable Json replacement;

  private Slot(String name, int valueIndex, @Nullable Json replacement) {
    this.name = name;
    this.valueIndex = valueIndex;
    this.replacement = replacement;
  }

  /** A child that stands in the document. */
  static Slot untouched(String name, int valueIndex) {
    return new Slot(name, valueIndex, null);
  }

  /** A child that an edit adds. */
  static Slot added(String name, Json value) {
    return new Slot(name, JsonPointer.NOWHERE, value);
  }

  /** The member's name, decoded; empty for an item. */
  String name() {
    return name;
  }

  /** Where the original value stands on the tape, {@link JsonPointer#NOWHERE} when added. */
  int valueIndex() {
    return valueIndex;
  }

  boolean isAdded() {
    return valueIndex == JsonPointer.NOWHERE;
  }

  /** The new value, if there is one. */
  @Nullable Json replacement() {
    return replacement;
  }

  void replace(Json value) {
    replacement = value;
  }
}
