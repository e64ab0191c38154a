package tollgate.runtime.wire;

import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Predicate;
import tollgate.api.call.Headers;

/** Leaves fields out by name. */
final class FieldFilter {

  private FieldFilter() {}

  /** The fields whose name, in lower case, is not to be left out; their order stays. */
  static Headers without(Headers headers, Predicate<String> leftOut) {
    var fields = new ArrayList<String>();
    headers.forEach((name, value) -> {
      if (!leftOut.test(name.toLowerCase(Locale.ROOT))) {
        fields.add(name);
        fields.add(value);
      }
    });
    return Headers.of(fields.toArray(String[]::new));
  }
}
