package tollgate.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.stream.StreamSupport;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/**
 * JSON documents as trees: the testkit's own reader, written apart from the gateway's scanner so
 * that plugins are tried on a second implementation of {@link JsonView}.
 */
public final class JsonTree {
  private JsonTree() {}

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException where it is not valid JSON, with the byte's offset
   */
  public static JsonView parse(byte[] document) {
    return new TreeParser(document).document();
  }

  /** Reads a document that is at hand as text. */
  public static JsonView parse(String document) {
    return parse(document.getBytes(StandardCharsets.UTF_8));
  }

  /** The view of no document at all. */
  public static JsonView missing() {
    return TreeView.MISSING;
  }

  /** The view of a document, or of none where the bytes are not JSON. */
  public static JsonView parseOrMissing(String document) {
    try {
      return parse(document);
    } catch (IllegalArgumentException notJson) {
      return missing();
    }
  }

  /** A view's value as one that can be kept and compared; of a repeated name the last counts. */
  public static Json toJson(JsonView view) {
    return switch (view.kind()) {
      case OBJECT -> {
        var members = new LinkedHashMap<String, Json>();
        view.members().forEach(member -> members.put(member.name(), toJson(member.value())));
        yield new Json.Obj(members);
      }
      case ARRAY ->
          new Json.Arr(
              StreamSupport.stream(view.items().spliterator(), false)
                  .map(JsonTree::toJson)
                  .toList());
      case TEXT -> Json.text(view.asText(Integer.MAX_VALUE).orElseThrow());
      case NUMBER -> Json.of(((TreeView) view).decimal().stripTrailingZeros());
      case TRUE -> Json.of(true);
      case FALSE -> Json.of(false);
      case NULL -> Json.NULL;
      case MISSING -> throw new IllegalArgumentException("there is no value");
    };
  }
}
