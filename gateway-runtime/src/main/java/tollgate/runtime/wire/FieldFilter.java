package tollgate.runtime.wire;

import java.util.ArrayList;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tollgate.api.call.Headers;

/** Leaves fields out. */
final class FieldFilter {

  private FieldFilter() {}

  /** The fields whose name, in lower case, is not to be left out; their order stays. */
  static Headers without(Headers headers, Predicate<String> leftOut) {
    return without(headers, (name, value) -> leftOut.test(name));
  }

  /** The fields whose name, in lower case, and value are not to be left out. */
  static Headers without(Headers headers, BiPredicate<String, String> leftOut) {
    var fields = new ArrayList<String>();
    headers.forEach((name, value) -> {
      if (!leftOut.test(name.toLowerCase(Locale.ROOT), value)) {
        fields.add(name);
        fields.add(value);
      }
    });
    return Headers.of(fields.toArray(String[]::new));
  }
}
