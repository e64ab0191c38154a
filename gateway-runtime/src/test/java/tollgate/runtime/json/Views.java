package tollgate.runtime.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/** Turns what a view tells into a tree, to be compared with what another parser tells. */
final class Views {

  private Views() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonView scan(String text) {
    try {
      return JsonDocument.scan(utf8(text)).root();
    } catch (MalformedJson malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  /** The tree of a view; {@code bytes} is the document, for numbers. */
  static Json tree(JsonView view, JsonTape tape) {
    return switch (view.kind()) {
      case OBJECT -> {
        var members = new LinkedHashMap<String, Json>();
        view.members().forEach(m -> members.put(m.name(), tree(m.value(), tape)));
        yield new Json.Obj(members);
      }
      case ARRAY -> {
        var items = new ArrayList<Json>();
        view.items().forEach(item -> items.add(tree(item, tape)));
        yield new Json.Arr(items);
      }
      case TEXT -> Json.text(view.asText(Integer.MAX_VALUE).orElseThrow());
      case NUMBER -> Json.of(new BigDecimal(source(view, tape)));
      case TRUE -> Json.of(true);
      case FALSE -> Json.of(false);
      case NULL -> Json.NULL;
      case MISSING -> throw new AssertionError("a value in a document cannot be missing");
    };
  }

  private static String source(JsonView view, JsonTape tape) {
    int from = tape.start(((TapeView) view).index());
    return new String(tape.bytes(), from, view.byteLength(), StandardCharsets.UTF_8);
  }
}
