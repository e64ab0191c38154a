package tollgate.api.json;

import java.util.HexFormat;

/** Writes a {@link Json} as compact text that any parser takes. */
final class JsonEncoder {

  private final StringBuilder out = new StringBuilder();

  private JsonEncoder() {}

  static String encode(Json value) {
    var encoder = new JsonEncoder();
    encoder.value(value);
    return encoder.out.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj(var members) -> {
        char before = '{';
        for (var member : members.entrySet()) {
          out.append(before);
          text(member.getKey());
          out.append(':');
          value(member.getValue());
          before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
      case Json.Arr(var items) -> {
        char before = '[';
        for (Json item : items) {
          out.append(before);
          value(item);
          before = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Json.Text(var text) -> text(text);
      case Json.Num(var number) -> out.append(number);
      case Json.Bool(var truth) -> out.append(truth);
      case Json.Null() -> out.append("null");
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isLoneSurrogate(text, i)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a character has no UTF-8 form, so it is written as an escape. */
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
