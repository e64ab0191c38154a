package tollgate.testkit;

import static tollgate.testkit.GoldenCase.textOf;

import java.util.ArrayList;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.json.JsonView;

/** A manner as golden files write it. */
final class MannerFile {
  private MannerFile() {}

  /** The manner as written, or the plain one of a kind where none is. */
  static Manner read(JsonView manner, RefusalKind kind) {
    Manner plain = Manner.plain(kind);
    if (!manner.exists()) {
      return plain;
    }
    return new Manner(
        (int) manner.at("/status").asLong().orElse(plain.status()),
        textOf(manner.at("/errorType"), ""),
        headers(manner.at("/headers")),
        manner.at("/forgetsUnclosed").isTrue());
  }

  /** An object of texts as header fields. */
  static Headers headers(JsonView object) {
    var fields = new ArrayList<String>();
    GoldenCase.texts(object)
        .forEach((name, value) -> {
          fields.add(name);
          fields.add(value);
        });
    return Headers.of(fields.toArray(String[]::new));
  }
}
