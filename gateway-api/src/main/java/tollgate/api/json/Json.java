package tollgate.api.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small JSON document as a tree of immutable values. For bodies of calls use {@link JsonView},
 * which copies nothing.
 *
 * <pre>{@code
 * Json error = Json.object("error", Json.object("message", Json.text("no room"), "code", Json.of(402)));
 * }</pre>
 *
 * @since 1.0
 */
public sealed interface Json {

  /** An object; members keep their order. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number, exactly as written. */
  record Num(BigDecimal value) implements Json {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {}

  /** {@code null}. */
  record Null() implements Json {}

  /** The only null. */
  Null NULL = new Null();

  /** A value as compact JSON text, without spaces and line feeds outside strings. */
  static String encode(Json value) {
    return JsonEncoder.encode(value);
  }

  /** A string value. */
  static Json text(String value) {
    return new Text(value);
  }

  /** A whole number. */
  static Json of(long value) {
    return new Num(BigDecimal.valueOf(value));
  }

  /** A decimal number. */
  static Json of(BigDecimal value) {
    return new Num(value);
  }

  /** A truth value. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /** An array of the given values. */
  static Json array(Json... items) {
    return new Arr(List.of(items));
  }

  /**
   * An object from names and values in turn.
   *
   * @param namesAndValues name, value, name, value, …; a name is a {@link String}, a value a {@link
   *     Json}, {@link String}, {@link Integer}, {@link Long}, {@link BigDecimal} or {@link Boolean}
   * @throws IllegalArgumentException for an odd count or another type
   */
  static Obj object(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("names and values must come in pairs");
    }
    var members = new LinkedHashMap<String, Json>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], wrap(namesAndValues[i + 1]));
    }
    return new Obj(members);
  }

  private static Json wrap(Object value) {
    return switch (value) {
      case Json json -> json;
      case String text -> new Text(text);
      case Integer number -> of(number.longValue());
      case Long number -> of(number);
      case BigDecimal number -> of(number);
      case Boolean truth -> new Bool(truth);
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    };
  }
}
