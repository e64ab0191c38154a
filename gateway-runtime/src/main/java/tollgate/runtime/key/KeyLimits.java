package tollgate.runtime.key;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.json.Json;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.json.Shape;

/**
 * How much a key may use.
 *
 * @param most how much of each; what is not named is not limited
 */
public record KeyLimits(Map<KeyLimit, Long> most) {

  /** No limits. */
  public static final KeyLimits NONE = new KeyLimits(Map.of());

  /** Limits never change. */
  public KeyLimits {
    var ordered = new EnumMap<KeyLimit, Long>(KeyLimit.class);
    ordered.putAll(most);
    most = Collections.unmodifiableMap(ordered);
  }

  /** The same with another one, or without it. */
  public KeyLimits with(KeyLimit limit, Optional<Long> much) {
    var other = new EnumMap<KeyLimit, Long>(KeyLimit.class);
    other.putAll(most);
    other.remove(limit);
    much.ifPresent(value -> other.put(limit, value));
    return new KeyLimits(other);
  }

  /** The caps they are. */
  public List<Cap> caps(String key, ZoneId zone) {
    return most.entrySet().stream()
        .map(limit -> limit.getKey().cap(key, limit.getValue(), zone))
        .toList();
  }

  /** As members of a key's JSON: a number, or null for none. */
  public Map<String, Json> members() {
    var members = new LinkedHashMap<String, Json>();
    for (KeyLimit limit : KeyLimit.values()) {
      Long value = most.get(limit);
      members.put(limit.word(), value == null ? Json.NULL : Json.of(limit.text(value)));
    }
    return members;
  }

  /**
   * What is left of each, in the form of {@link #members}; null also where it is not known.
   *
   * @param left what is left of one of {@link #caps}, of its unit
   */
  public Map<String, Json> left(String key, ZoneId zone, Function<Cap, Optional<Long>> left) {
    var members = new LinkedHashMap<String, Json>();
    for (KeyLimit limit : KeyLimit.values()) {
      Optional<Json> known =
          Optional.ofNullable(most.get(limit))
              .flatMap(value -> left.apply(limit.cap(key, value, zone)))
              .map(rest -> Json.of(limit.text(rest)));
      members.put(limit.word(), known.orElse(Json.NULL));
    }
    return members;
  }

  /** Reads what {@link #members} wrote. */
  static KeyLimits of(Json json) {
    var limits = NONE;
    if (json instanceof Json.Obj(var members)) {
      for (KeyLimit limit : KeyLimit.values()) {
        if (members.get(limit.word()) instanceof Json.Num(var given)) {
          limits = limits.with(limit, limit.parse(given));
        }
      }
    }
    return limits;
  }

  /** How they are kept: {@code maxCostPerDay=5000000000}. */
  List<String> rows() {
    return most.entrySet().stream()
        .map(limit -> limit.getKey().word() + "=" + limit.getValue())
        .toList();
  }

  /** Reads what {@link #rows} wrote. */
  static KeyLimits of(Iterable<String> rows) {
    var limits = NONE;
    for (String row : rows) {
      int end = row.indexOf('=');
      Optional<KeyLimit> limit = KeyLimit.of(row.substring(0, end));
      limits = limits.with(limit.orElseThrow(), Optional.of(Long.valueOf(row.substring(end + 1))));
    }
    return limits;
  }

  /** For people: {@code maxCostPerDay 5}. */
  public List<String> words() {
    return most.entrySet().stream()
        .map(limit -> limit.getKey().word() + " " + amount(limit).toPlainString())
        .toList();
  }

  private static BigDecimal amount(Map.Entry<KeyLimit, Long> limit) {
    return limit.getKey().text(limit.getValue());
  }

  /** Names and shapes of the members. */
  public static Object[] shapes() {
    return shapes(1);
  }

  /** The same of what is left, which may be nothing. */
  public static Object[] leftShapes() {
    return shapes(0);
  }

  private static Object[] shapes(long least) {
    var shapes = new ArrayList<Object>();
    for (KeyLimit limit : KeyLimit.values()) {
      shapes.add(limit.word());
      shapes.add(Shape.orNull(limit.isMoney() ? new Shape.Decimal() : new Shape.Whole(least)));
    }
    return shapes.toArray();
  }
}
