package tollgate.runtime.config;

import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/** A JSON object as text; what its members mean is checked where they are read. */
final class JsonObjectKind implements ValueKind<Json.Obj> {

  static final Json.Obj EMPTY = new Json.Obj(Map.of());

  @Override
  public Optional<Json.Obj> parse(String text) {
    try {
      return JsonText.parse(text) instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJson notJson) { // that is the answer asked for
      return Optional.empty();
    }
  }

  @Override
  public String text(Json.Obj value) {
    return Json.encode(value);
  }

  @Override
  public String word() {
    return "JSON object";
  }

  @Override
  public String expected() {
    return "a JSON object";
  }
}
