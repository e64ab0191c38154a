package tollgate.provider.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;

/** Reads a JSON document. A plugin may use the JDK only, which has no reader of its own. */
final class JsonReader {

  private static final int DEEPEST = 256;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The document. */
  static Json read(String text) throws UnreadableBody {
    var reader = new JsonReader(text);
    Json value = reader.value(0);
    if (reader.next() != '\0') {
      throw reader.unreadable();
    }
    return value;
  }

  private Json value(int depth) throws UnreadableBody {
    if (depth > DEEPEST) {
      throw unreadable();
    }
    return switch (next()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", Json.of(true));
      case 'f' -> word("false", Json.of(false));
      case 'n' -> word("null", Json.NULL);
      default -> number();
    };
  }

  private Json object(int depth) throws UnreadableBody {
    Map<String, Json> members = new LinkedHashMap<>();
    at++;
    if (next() == '}') {
      at++;
      return new Json.Obj(members);
    }
    do {
      expect('"');
      String name = string();
      expect(':');
      at++;
      members.put(name, value(depth + 1));
    } while (another('}'));
    return new Json.Obj(members);
  }

  private Json array(int depth) throws UnreadableBody {
    List<Json> items = new ArrayList<>();
    at++;
    if (next() == ']') {
      at++;
      return new Json.Arr(items);
    }
    do {
      items.add(value(depth + 1));
    } while (another(']'));
    return new Json.Arr(items);
  }

  /** Steps over a comma, or over the closing bracket. */
  private boolean another(char closing) throws UnreadableBody {
    char c = next();
    if (c != ',' && c != closing) {
      throw unreadable();
    }
    at++;
    return c == ',';
  }

  private String string() throws UnreadableBody {
    var value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
    }
    if (at >= text.length()) {
      throw unreadable();
    }
    at++;
    return value.toString();
  }

  private char escaped() throws UnreadableBody {
    at++;
    char c = at < text.length() ? text.charAt(at) : '\0';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw unreadable();
    };
  }

  private char unicode() throws UnreadableBody {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw unreadable();
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private Json number() throws UnreadableBody {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new Json.Num(new BigDecimal(text.substring(start, at)));
    } catch (NumberFormatException notANumber) {
      at = start;
      throw unreadable();
    }
  }

  private Json word(String word, Json value) throws UnreadableBody {
    if (!text.startsWith(word, at)) {
      throw unreadable();
    }
    at += word.length();
    return value;
  }

  private void expect(char wanted) throws UnreadableBody {
    if (next() != wanted) {
      throw unreadable();
    }
  }

  /** The next character that is not space, NUL at the end; does not step over it. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private UnreadableBody unreadable() {
    return new UnreadableBody(at);
  }
}
