package tollgate.provider.cliproxyapi;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.json.Json;

/** Reads a small JSON document (RFC 8259), such as what a server says of its accounts. */
final class JsonReader {
  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,40})(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a document.
   *
   * @throws IOException when it is none
   */
  static Json read(String text) throws IOException {
    var reader = new JsonReader(text);
    Json value = reader.value();
    if (reader.next() != 0) {
      throw reader.malformed();
    }
    return value;
  }

  private Json value() throws IOException {
    char first = next();
    if (++depth > DEEPEST) {
      throw malformed();
    }
    Json value =
        switch (first) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> Json.text(string());
          case 't' -> word("true", Json.of(true));
          case 'f' -> word("false", Json.of(false));
          case 'n' -> word("null", Json.NULL);
          default -> number();
        };
    depth--;
    return value;
  }

  private Json object() throws IOException {
    var members = new LinkedHashMap<String, Json>();
    at++;
    if (next() == '}') {
      at++;
      return new Json.Obj(members);
    }
    do {
      if (next() != '"') {
        throw malformed();
      }
      String name = string();
      take(':');
      members.put(name, value());
    } while (goesOn('}'));
    return new Json.Obj(members);
  }

  private Json array() throws IOException {
    var items = new ArrayList<Json>();
    at++;
    if (next() == ']') {
      at++;
      return new Json.Arr(List.of());
    }
    do {
      items.add(value());
    } while (goesOn(']'));
    return new Json.Arr(items);
  }

  private boolean goesOn(char end) throws IOException {
    char found = next();
    at++;
    if (found != ',' && found != end) {
      throw malformed();
    }
    return found == ',';
  }

  private String string() throws IOException {
    var read = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : c);
    }
    throw malformed();
  }

  private char escaped() throws IOException {
    at++;
    char c = at < text.length() ? text.charAt(at) : 0;
    if (c != 'u') {
      int known = ESCAPES.indexOf(c);
      if (known < 0) {
        throw malformed();
      }
      return ESCAPED.charAt(known);
    }
    at += 4;
    try {
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    } catch (NumberFormatException | StringIndexOutOfBoundsException noCode) {
      throw malformed();
    }
  }

  private Json number() throws IOException {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw malformed();
    }
    at = number.end();
    return Json.of(new BigDecimal(number.group()));
  }

  private Json word(String word, Json value) throws IOException {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private void take(char wanted) throws IOException {
    if (next() != wanted) {
      throw malformed();
    }
    at++;
  }

  /** The next character that is no space, 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IOException malformed() {
    return new IOException("no JSON document at character " + at);
  }
}
