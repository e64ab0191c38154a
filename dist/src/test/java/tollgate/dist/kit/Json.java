package tollgate.dist.kit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Enough JSON to ask the gateway's answers questions: maps, lists, texts, decimals, booleans. */
public final class Json {
  private final Optional<Object> value;

  private Json(Optional<Object> value) {
    this.value = value;
  }

  /** Reads a document; anything after it is an error. */
  public static Json parse(String text) {
    return new Json(new JsonText(text).document());
  }

  /** The member of that name or the element of that number; a missing one is null. */
  public Json at(Object... path) {
    Optional<Object> found = value;
    for (Object step : path) {
      found = found.flatMap(parent -> Optional.ofNullable(step(parent, step)));
    }
    return new Json(found);
  }

  private static Object step(Object parent, Object step) {
    if (parent instanceof Map<?, ?> members) {
      return members.get(step);
    }
    if (parent instanceof List<?> elements && step instanceof Integer at && at < elements.size()) {
      return elements.get(at);
    }
    return null;
  }

  /** What it is, as a JSON schema names it; a missing one is null. */
  public String kind() {
    return switch (value.orElse(null)) {
      case null -> "null";
      case Map<?, ?> _ -> "object";
      case List<?> _ -> "array";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      default -> "number";
    };
  }

  /** Whether it is missing or null. */
  public boolean isNull() {
    return value.isEmpty();
  }

  /** As text; numbers as they were written, nothing for null. */
  public String text() {
    return value.map(Object::toString).orElse("");
  }

  /** As a whole number; null is 0. */
  public long number() {
    return decimal().longValueExact();
  }

  /** As a decimal; null is 0. */
  public BigDecimal decimal() {
    return value.map(given -> new BigDecimal(given.toString())).orElse(BigDecimal.ZERO);
  }

  /** As true or false. */
  public boolean yes() {
    return value.equals(Optional.of(true));
  }

  /** The elements of an array; none for anything else. */
  public List<Json> elements() {
    return value
        .filter(List.class::isInstance)
        .map(list -> ((List<?>) list).stream().map(each -> new Json(Optional.ofNullable(each))))
        .map(stream -> stream.toList())
        .orElse(List.of());
  }

  /** The names of an object's members, in order. */
  public List<String> names() {
    return value
        .filter(Map.class::isInstance)
        .map(map -> ((Map<?, ?>) map).keySet().stream().map(Object::toString).toList())
        .orElse(List.of());
  }

  @Override
  public String toString() {
    return value.map(Object::toString).orElse("null");
  }
}
