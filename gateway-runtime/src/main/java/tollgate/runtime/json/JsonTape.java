package tollgate.runtime.json;

import java.util.Arrays;
import tollgate.api.json.JsonView.Kind;

/**
 * Where the values of one scanned document begin. Words of a value, in the order of the bytes:
 *
 * <pre>
 *   text, number, literal, member name   [place]
 *   object, array                        [place] [index of the closing word] …values… [place of ] or }]
 *   after the last value                 [place after the document]
 * </pre>
 *
 * A kind is not stored: the byte at the place tells it. Nor is an end: between the last byte of a
 * scalar and the next place stand only spaces, a comma or a colon, so the end is found by going
 * back. That makes four bytes for each scalar.
 */
final class JsonTape {

  /** A tape that grew beyond this is not kept for the next document. */
  private static final int KEPT_WORDS = 4 * 1024;

  private final int expectedWords;
  private byte[] bytes = {};
  private int[] words;
  private int used;

  JsonTape(int expectedWords) {
    this.expectedWords = expectedWords;
    words = new int[expectedWords];
  }

  /** Forgets everything and goes on with other bytes. */
  void begin(byte[] document) {
    bytes = document;
    used = 0;
    if (words.length > Math.max(KEPT_WORDS, expectedWords)) {
      words = new int[expectedWords];
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** How many words there are. */
  int used() {
    return used;
  }

  /** Adds a word and answers its index. */
  int push(int word) {
    if (used == words.length) {
      words = Arrays.copyOf(words, used + (used >> 1) + 64);
    }
    words[used] = word;
    return used++;
  }

  /** Completes a container whose opening word has the given index. */
  void close(int open, int place) {
    int closing = push(place); // may exchange the array, so it must not stand in the next line
    words[open + 1] = closing;
  }

  /** The byte that the value, name or closing bracket at an index begins with. */
  byte lead(int index) {
    return bytes[words[index]];
  }

  int start(int index) {
    return words[index];
  }

  Kind kind(int index) {
    return switch (lead(index)) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.TEXT;
      case 't' -> Kind.TRUE;
      case 'f' -> Kind.FALSE;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  boolean isContainer(int index) {
    byte lead = lead(index);
    return lead == '{' || lead == '[';
  }

  /** The index after the value at an index and all that is in it. */
  int next(int index) {
    return isContainer(index) ? words[index + 1] + 1 : index + 1;
  }

  /** The first value or name in a container; the closing word when it is empty. */
  int firstIn(int container) {
    return container + 2;
  }

  /** The index of a container's closing word. */
  int closing(int container) {
    return words[container + 1];
  }

  /** The place after the last byte of the value or name at an index. */
  int end(int index) {
    if (isContainer(index)) {
      return words[words[index + 1]] + 1;
    }
    int end = words[index + 1];
    while (isBetween(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  /** How many items or members a container has. */
  int count(int container) {
    int closing = closing(container);
    int count = 0;
    for (int i = firstIn(container); i < closing; i = next(i)) {
      count++;
    }
    return lead(container) == '{' ? count / 2 : count;
  }

  private static boolean isBetween(byte b) {
    return b == ' ' || b == ',' || b == ':' || b == '\n' || b == '\r' || b == '\t';
  }
}
