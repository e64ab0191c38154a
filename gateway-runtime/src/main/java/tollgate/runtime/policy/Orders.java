package tollgate.runtime.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all policies together want done with a call that may go on.
 *
 * @param route where it goes; empty for where it would go anyway
 * @param caps all of which must have room
 * @param limits all of which must have room
 * @param clamp how many tokens the reply may have, 0 for no such order
 * @param headers fields of the answer
 * @param tags labels of the row
 * @param warnings sentences for the person at the tool
 */
public record Orders(
    Optional<Verdict.Route> route,
    List<Verdict.Cap> caps,
    List<Verdict.Limit> limits,
    long clamp,
    Map<String, String> headers,
    Map<String, String> tags,
    List<String> warnings) {

  /** Nothing is to be done. */
  public static final Orders NONE =
      new Orders(Optional.empty(), List.of(), List.of(), 0, Map.of(), Map.of(), List.of());

  /** The same with an answer of at most so many tokens. */
  public Orders clamped(long tokens) {
    return new Orders(route, caps, limits, tokens, headers, tags, warnings);
  }

  /** Orders never change. */
  public Orders {
    caps = List.copyOf(caps);
    limits = List.copyOf(limits);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    warnings = List.copyOf(warnings);
  }
}
