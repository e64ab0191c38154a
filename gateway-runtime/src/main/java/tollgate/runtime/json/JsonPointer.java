package tollgate.runtime.json;

/** Follows RFC 6901 pointers over a tape without making objects on the way. */
final class JsonPointer {

  /** The index of a value that is not there. */
  static final int NOWHERE = -1;

  private JsonPointer() {}

  /**
   * The index of the value at a pointer relative to the value at an index.
   *
   * @throws IllegalArgumentException for a pointer that neither is empty nor begins with a slash
   */
  static int find(JsonTape tape, int from, String pointer) {
    check(pointer);
    int index = from;
    int slash = 0;
    while (slash < pointer.length() && index != NOWHERE) {
      int begin = slash + 1;
      slash = segmentEnd(pointer, begin);
      index = child(tape, index, pointer, begin, slash);
    }
    return index;
  }

  /** Refuses what is no pointer: a mistake in a plugin's code, not in a document. */
  static void check(String pointer) {
    if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
      throw new IllegalArgumentException("a pointer begins with '/': \"" + pointer + "\"");
    }
  }

  /** The index of a container's child by its name, already unescaped, or number. */
  static int child(JsonTape tape, int index, String segment) {
    String escaped = segment.replace("~", "~0").replace("/", "~1");
    return child(tape, index, escaped, 0, escaped.length());
  }

  /**
   * Where the segment that begins at {@code begin} ends: at the next slash or the pointer's end.
   */
  static int segmentEnd(String pointer, int begin) {
    int slash = pointer.indexOf('/', begin);
    return slash < 0 ? pointer.length() : slash;
  }

  /** A segment with its escapes undone. */
  static String unescape(String segment) {
    return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
  }

  /** An array index as RFC 6901 writes it, {@link #NOWHERE} for anything else. */
  static int itemNumber(String pointer, int begin, int end) {
    boolean padded = end - begin > 1 && pointer.charAt(begin) == '0';
    if (begin == end || end - begin > 9 || padded) {
      return NOWHERE;
    }
    int number = 0;
    for (int i = begin; i < end; i++) {
      char c = pointer.charAt(i);
      if (c < '0' || c > '9') {
        return NOWHERE;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static int child(JsonTape tape, int index, String pointer, int begin, int end) {
    return switch (tape.lead(index)) {
      case '{' -> member(tape, index, pointer, begin, end);
      case '[' -> item(tape, index, itemNumber(pointer, begin, end));
      default -> NOWHERE;
    };
  }

  private static int member(JsonTape tape, int object, String pointer, int begin, int end) {
    int found = NOWHERE;
    int closing = tape.closing(object);
    for (int name = tape.firstIn(object); name < closing; name = tape.next(name + 1)) {
      if (isName(tape, name, pointer, begin, end)) {
        found = name + 1; // go on: of several, the last one counts
      }
    }
    return found;
  }

  private static int item(JsonTape tape, int array, int number) {
    int closing = tape.closing(array);
    int left = number;
    for (int i = tape.firstIn(array); i < closing && left >= 0; i = tape.next(i)) {
      if (left-- == 0) {
        return i;
      }
    }
    return NOWHERE;
  }

  private static boolean isName(JsonTape tape, int name, String pointer, int begin, int end) {
    byte[] bytes = tape.bytes();
    int pos = tape.start(name) + 1;
    for (int i = begin; i < end; i++, pos++) {
      byte b = bytes[pos];
      char c = pointer.charAt(i);
      if (b == '\\' || b < 0 || c == '~' || c >= 0x80) {
        String segment = unescape(pointer.substring(begin, end));
        return JsonChars.matches(bytes, tape.start(name) + 1, tape.end(name) - 1, segment);
      }
      if (b != c) {
        return false;
      }
    }
    return bytes[pos] == '"';
  }
}
