package tollgate.runtime.budget;

import java.util.Map;

/**
 * A limit on what a meter counts, for the values of the call it is put to.
 *
 * @param name what people call it
 * @param meter what is counted
 * @param unit what of it is limited
 * @param most how much there may be: nano-dollars, tokens or calls
 * @param rate whether it limits how fast, not how much: who is refused by it only has to wait
 * @param source who set it
 * @param only the calls it covers, by values they must have; none for all. Their axes are among the
 *     meter's, so that what it counts is what it covers
 */
public record Cap(
    String name,
    Meter meter,
    Unit unit,
    long most,
    boolean rate,
    CapSource source,
    Map<String, String> only) {

  /** A cap that leaves nothing is a refusal, and not this one's business. */
  public Cap {
    only = Map.copyOf(only);
    if (most <= 0) {
      throw new IllegalArgumentException("the cap " + name + " allows " + most);
    }
    if (!meter.by().containsAll(only.keySet())) {
      throw new IllegalArgumentException("the cap " + name + " covers other calls than it counts");
    }
  }

  /** A policy's, which covers every call it is put to. */
  public Cap(String name, Meter meter, Unit unit, long most, boolean rate) {
    this(name, meter, unit, most, rate, CapSource.POLICY, Map.of());
  }

  /** Whether it covers a call with these values. */
  public boolean covers(Map<String, String> axes) {
    return only.isEmpty()
        || only.entrySet().stream()
            .allMatch(one -> one.getValue().equals(axes.getOrDefault(one.getKey(), "")));
  }

  /** The same with another limit. */
  Cap upTo(long other) {
    return other == most ? this : new Cap(name, meter, unit, other, rate, source, only);
  }
}
