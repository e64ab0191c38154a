package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.script.ScriptObject;

/** The facts that were asked for, and those that must be fetched first. */
final class Notes {

  private final Set<String> unknown;
  private final Set<String> sought = new TreeSet<>();
  private final Map<String, Json> read = new LinkedHashMap<>();
  private final List<Runnable> missing = new ArrayList<>();

  /**
   * No facts were asked for yet.
   *
   * @param unknown the facts that nobody knows; the one who asks is told
   */
  Notes(Set<String> unknown) {
    this.unknown = unknown;
  }

  /** Refuses a fact that nobody knows. */
  synchronized void require(String fact) {
    if (unknown.contains(fact)) {
      sought.add(fact);
      throw new IllegalArgumentException("call." + fact + " is not known of this call");
    }
  }

  /** The facts that were asked for and that nobody knows. */
  synchronized Set<String> sought() {
    return Set.copyOf(sought);
  }

  /** The facts that were asked for and are known. */
  synchronized Set<String> asked() {
    return Set.copyOf(read.keySet());
  }

  synchronized void note(String fact, @Nullable Object value) {
    read.put(fact, json(value));
  }

  /** A fact was asked for that does not lie in memory; so much must be done to have it. */
  synchronized IllegalArgumentException miss(String fact, Runnable fetch) {
    missing.add(fetch);
    return new IllegalArgumentException(fact + " is being fetched");
  }

  /** What must be done before the policies are asked again; forgets it. */
  synchronized List<Runnable> takeMissing() {
    var taken = List.copyOf(missing);
    missing.clear();
    return taken;
  }

  synchronized Json.Obj facts() {
    return new Json.Obj(read);
  }

  private static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> Json.NULL;
      case Json json -> json;
      case String text -> Json.text(text);
      case Boolean truth -> Json.of(truth);
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number);
      case Double number -> Json.of(BigDecimal.valueOf(number));
      case List<?> items -> new Json.Arr(items.stream().map(Notes::json).toList());
      case ScriptObject object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach(name -> members.put(name, json(object.member(name))));
        yield new Json.Obj(members);
      }
      default -> throw new IllegalStateException("no fact is a " + value.getClass());
    };
  }
}
