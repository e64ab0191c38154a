package tollgate.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.api.json.JsonView.Member;

/** A plain recursive reader of RFC 8259; strict, and in no hurry. */
final class TreeParser {
  private static final int DEPTH_LIMIT = 512;

  private final byte[] bytes;
  private int position;
  private int depth;

  TreeParser(byte[] bytes) {
    this.bytes = bytes;
  }

  JsonView document() {
    JsonView root = value();
    skipSpace();
    if (position < bytes.length) {
      throw malformed("more after the document's end");
    }
    return root;
  }

  private TreeView value() {
    skipSpace();
    int start = position;
    return switch (peek()) {
      case '{' -> object(start);
      case '[' -> array(start);
      case '"' -> leaf(Kind.TEXT, string(), start);
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      default -> leaf(Kind.NUMBER, number(), start);
    };
  }

  private TreeView leaf(Kind kind, String text, int start) {
    return new TreeView(kind, text, List.of(), List.of(), position - start);
  }

  private TreeView word(String word, Kind kind) {
    int start = position;
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return leaf(kind, word, start);
  }

  private TreeView object(int start) {
    var members = new ArrayList<Member>();
    inside(
        '}',
        () -> {
          skipSpace();
          String name = string();
          skipSpace();
          expect(':');
          members.add(new Member(name, value()));
        });
    return new TreeView(Kind.OBJECT, "", List.of(), List.copyOf(members), position - start);
  }

  private TreeView array(int start) {
    var items = new ArrayList<JsonView>();
    inside(']', () -> items.add(value()));
    return new TreeView(Kind.ARRAY, "", List.copyOf(items), List.of(), position - start);
  }

  private void inside(char close, Runnable element) {
    if (++depth > DEPTH_LIMIT) {
      throw malformed("nested too deeply");
    }
    position++;
    skipSpace();
    if (peek() != close) {
      element.run();
      skipSpace();
      while (peek() == ',') {
        position++;
        element.run();
        skipSpace();
      }
    }
    expect(close);
    depth--;
  }

  private String number() {
    int start = position;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    if (peek() == '.') {
      position++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
    return new String(bytes, start, position - start, StandardCharsets.US_ASCII);
  }

  private void digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    if (position == start) {
      throw malformed("a digit is missing");
    }
  }

  private String string() {
    expect('"');
    var text = new StringBuilder();
    var raw = new ByteArrayOutputStream();
    while (peek() != '"') {
      int next = peek();
      if (next < 0x20) {
        throw malformed(
            next < 0 ? "the document ends inside a string" : "a bare control character");
      }
      position++;
      if (next == '\\') {
        flush(raw, text);
        text.append(escaped());
      } else {
        raw.write(next);
      }
    }
    position++;
    flush(raw, text);
    return text.toString();
  }

  private void flush(ByteArrayOutputStream raw, StringBuilder text) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
      text.append(decoder.decode(ByteBuffer.wrap(raw.toByteArray())));
      raw.reset();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("not UTF-8");
    }
  }

  private char escaped() {
    int escape = peek();
    position++;
    return switch (escape) {
      case '"', '\\', '/' -> (char) escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw malformed("an unknown escape");
    };
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw malformed("an escape without four digits");
      }
      code = code * 16 + digit;
      position++;
    }
    return (char) code;
  }

  private int peek() {
    return position < bytes.length ? bytes[position] & 0xFF : -1;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed("'" + wanted + "' is missing");
    }
    position++;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      position++;
    }
  }

  private IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(reason + " at byte " + position);
  }
}
