package tollgate.runtime.json;

import tollgate.api.json.JsonView;

/**
 * Checks one document after the other in a single pass each (RFC 8259 to the letter, valid UTF-8,
 * at most {@value #DEPTH_LIMIT} levels, at most {@value #WORD_LIMIT} words on the tape) and makes
 * it readable where it lies. Reusable: the tape is kept, so an event costs no garbage but the views
 * asked for. Not safe for several threads.
 */
public final class JsonScanner {

  /** How deep arrays and objects may stand in one another. */
  public static final int DEPTH_LIMIT = 512;

  /**
   * How many words a document may put on the tape: four megabytes, more than any prompt a model
   * takes needs. Without it a body of nothing but empty arrays would cost four times its own size.
   */
  static final int WORD_LIMIT = 1 << 20;

  private final JsonTape tape;
  private byte[] bytes = {};
  private int begin;
  private int end;
  private int depth;

  /** A scanner for small documents. */
  public JsonScanner() {
    this(128);
  }

  JsonScanner(int expectedWords) {
    tape = new JsonTape(expectedWords);
  }

  /**
   * Reads a document.
   *
   * @return its root, valid until the next document; of kind MISSING when it is not JSON
   */
  public JsonView read(byte[] document, int offset, int length) {
    try {
      scan(document, offset, length);
      return new TapeView(tape, 0);
    } catch (MalformedJson notJson) {
      return MissingView.MISSING; // the answer itself: whoever wants the reason calls scan
    }
  }

  /** Reads a document and answers its tape, good until the next document. */
  JsonTape scan(byte[] document, int offset, int length) throws MalformedJson {
    bytes = document;
    begin = offset;
    end = offset + length;
    depth = 0;
    tape.begin(document);
    int pos = value(space(offset));
    tape.push(pos);
    pos = space(pos);
    if (pos < end) {
      throw at(pos, "something after the document");
    }
    return tape;
  }

  private int value(int pos) throws MalformedJson {
    if (tape.used() >= WORD_LIMIT) {
      throw MalformedJson.tooMuch("too many values", pos - begin);
    }
    return switch (peek(pos)) {
      case '"' -> {
        tape.push(pos);
        yield string(pos + 1);
      }
      case '{' -> object(pos);
      case '[' -> array(pos);
      case 't' -> literal(pos, "true");
      case 'f' -> literal(pos, "false");
      case 'n' -> literal(pos, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(pos);
      default -> throw at(pos, pos < end ? "no value" : "an early end");
    };
  }

  private int object(int pos) throws MalformedJson {
    int open = open(pos);
    int p = space(pos + 1);
    if (peek(p) == '}') {
      return close(open, p);
    }
    while (true) {
      if (peek(p) != '"') {
        throw at(p, "no member name");
      }
      tape.push(p);
      p = space(string(p + 1));
      if (peek(p) != ':') {
        throw at(p, "no colon after a member name");
      }
      p = space(value(space(p + 1)));
      byte b = peek(p);
      if (b == '}') {
        return close(open, p);
      }
      if (b != ',') {
        throw at(p, "neither comma nor brace after a member");
      }
      p = space(p + 1);
    }
  }

  private int array(int pos) throws MalformedJson {
    int open = open(pos);
    int p = space(pos + 1);
    if (peek(p) == ']') {
      return close(open, p);
    }
    while (true) {
      p = space(value(p));
      byte b = peek(p);
      if (b == ']') {
        return close(open, p);
      }
      if (b != ',') {
        throw at(p, "neither comma nor bracket after an item");
      }
      p = space(p + 1);
    }
  }

  private int open(int pos) throws MalformedJson {
    if (++depth > DEPTH_LIMIT) {
      throw MalformedJson.tooMuch("more than " + DEPTH_LIMIT + " levels", pos - begin);
    }
    int index = tape.push(pos);
    tape.push(0);
    return index;
  }

  private int close(int open, int pos) {
    depth--;
    tape.close(open, pos);
    return pos + 1;
  }

  /** Checks string content from behind the opening quote; answers the place behind the closing. */
  private int string(int pos) throws MalformedJson {
    int p = pos;
    while (true) {
      p = ByteSearch.plainEnd(bytes, p, end);
      if (p == end) {
        throw at(p, "a string without an end");
      }
      byte b = bytes[p];
      if (b == '"') {
        return p + 1;
      }
      if (b == '\\') {
        p = escape(p);
      } else if (b < 0) {
        p = beyondAscii(p);
      } else {
        throw at(p, "a control character in a string");
      }
    }
  }

  private int beyondAscii(int pos) throws MalformedJson {
    int p = pos;
    while (p < end && bytes[p] < 0) {
      int next = Utf8.skip(bytes, p, end);
      if (next < 0) {
        throw at(p, "a byte that is not UTF-8");
      }
      p = next;
    }
    return p;
  }

  private int escape(int pos) throws MalformedJson {
    return switch (peek(pos + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> pos + 2;
      case 'u' -> {
        for (int i = pos + 2; i < pos + 6; i++) {
          if (Character.digit(peek(i), 16) < 0) {
            throw at(i, "an escape without four hexadecimal digits");
          }
        }
        yield pos + 6;
      }
      default -> throw at(pos, "an unknown escape");
    };
  }

  private int literal(int pos, String word) throws MalformedJson {
    for (int i = 1; i < word.length(); i++) {
      if (peek(pos + i) != word.charAt(i)) {
        throw at(pos, "an unknown word");
      }
    }
    tape.push(pos);
    return pos + word.length();
  }

  private int number(int pos) throws MalformedJson {
    tape.push(pos);
    int p = bytes[pos] == '-' ? pos + 1 : pos;
    p = peek(p) == '0' ? p + 1 : digits(p);
    if (peek(p) == '.') {
      p = digits(p + 1);
    }
    byte b = peek(p);
    if (b == 'e' || b == 'E') {
      byte sign = peek(p + 1);
      p = digits(sign == '+' || sign == '-' ? p + 2 : p + 1);
    }
    return p;
  }

  private int digits(int pos) throws MalformedJson {
    int p = pos;
    while (isDigit(peek(p))) {
      p++;
    }
    if (p == pos) {
      throw at(pos, "a number without digits");
    }
    return p;
  }

  private int space(int pos) {
    int p = pos;
    while (p < end && isSpace(bytes[p])) {
      p++;
    }
    return p;
  }

  /** The byte at a place, 0 behind the end. A 0 in the document is an error wherever it stands. */
  private byte peek(int pos) {
    return pos < end ? bytes[pos] : 0;
  }

  private MalformedJson at(int pos, String reason) {
    return new MalformedJson(reason, Math.min(pos, end) - begin);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isSpace(byte b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }
}
