package tollgate.provider.demo;

import java.util.Iterator;
import java.util.Map;
import tollgate.api.json.Json;

/** Writes JSON on one line. */
final class JsonWriter {

  private JsonWriter() {}

  static String write(Json json) {
    var text = new StringBuilder();
    write(json, text);
    return text.toString();
  }

  private static void write(Json json, StringBuilder text) {
    switch (json) {
      case Json.Obj(var members) -> object(members, text);
      case Json.Arr(var items) -> array(items, text);
      case Json.Text(var value) -> string(value, text);
      case Json.Num(var value) -> text.append(value.toPlainString());
      case Json.Bool(var value) -> text.append(value);
      case Json.Null() -> text.append("null");
    }
  }

  private static void object(Map<String, Json> members, StringBuilder text) {
    String separator = "{";
    for (Map.Entry<String, Json> member : members.entrySet()) {
      text.append(separator);
      string(member.getKey(), text);
      text.append(':');
      write(member.getValue(), text);
      separator = ",";
    }
    text.append(members.isEmpty() ? "{}" : "}");
  }

  private static void array(Iterable<Json> items, StringBuilder text) {
    text.append('[');
    for (Iterator<Json> rest = items.iterator(); rest.hasNext(); ) {
      write(rest.next(), text);
      text.append(rest.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private static void string(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
