package tollgate.api.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * HTTP header fields in the order they were sent; names compare without regard to case. Immutable
 * and safe for any thread.
 *
 * @since 1.0
 */
public interface Headers {

  /** No fields. */
  static Headers none() {
    return HeaderList.EMPTY;
  }

  /** The first value of a field, empty text when it is not there. Never {@code null}. */
  String first(String name);

  /** Every value of a field, in order. */
  List<String> all(String name);

  /** Gives every field, one call per value, in order. */
  void forEach(BiConsumer<String, String> field);

  /** The first value that is not empty, of the named fields in the order of their names here. */
  default String firstOf(String... names) {
    for (String name : names) {
      String value = first(name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** The name, in lower case, of the first field whose name begins so; empty when there is none. */
  default String nameStartingWith(String prefix) {
    String[] found = {""};
    forEach((name, value) -> {
      if (found[0].isEmpty() && name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        found[0] = name.toLowerCase(Locale.ROOT);
      }
    });
    return found[0];
  }

  /** Whether the field is there, even with an empty value. */
  default boolean has(String name) {
    return !all(name).isEmpty();
  }

  /**
   * Fields from names and values in turn: {@code Headers.of("accept", "text/html", "x-a", "1")}.
   *
   * @throws IllegalArgumentException for an odd count
   */
  static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("names and values must come in pairs");
    }
    return new HeaderList(List.of(namesAndValues));
  }

  /** These fields with one set to a single value, in the place of the first it replaces. */
  default Headers with(String name, String value) {
    var fields = new ArrayList<String>();
    boolean[] placed = {false};
    forEach((n, v) -> {
      boolean same = n.equalsIgnoreCase(name);
      if (!same || !placed[0]) {
        fields.add(n);
        fields.add(same ? value : v);
      }
      placed[0] |= same;
    });
    if (!placed[0]) {
      fields.add(name);
      fields.add(value);
    }
    return new HeaderList(List.copyOf(fields));
  }

  /** These fields without any of the given name. */
  default Headers without(String name) {
    var fields = new ArrayList<String>();
    forEach((n, v) -> {
      if (!n.equalsIgnoreCase(name)) {
        fields.add(n);
        fields.add(v);
      }
    });
    return new HeaderList(List.copyOf(fields));
  }
}
