package tollgate.runtime.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the operator gave the caps on one counter. It stays when the counter is forgotten, and waits
 * for it. Guarded by the till's lock.
 */
final class Allowances {

  /** A counter whose caps were given nothing. */
  static final Allowances NONE = new Allowances();

  private record Place(Grant.Kind kind, String cap, Unit unit) {}

  private final Map<Place, NavigableMap<Long, Long>> given = new HashMap<>();
  private Instant ends = Instant.MIN;

  void add(Grant grant) {
    var parts =
        given.computeIfAbsent(
            new Place(grant.kind(), grant.cap(), grant.unit()), place -> new TreeMap<>());
    grant.parts().forEach((slot, much) -> parts.merge(slot, much, Allowance::sum));
    Instant end = grant.ends().orElse(Instant.MAX);
    ends = end.isAfter(ends) ? end : ends;
  }

  /**
   * What a cap was given that has not ended.
   *
   * @param first the first part that is still in the window
   */
  Allowance of(Cap cap, long first) {
    return given.isEmpty()
        ? Allowance.NONE
        : new Allowance(sum(Grant.Kind.RAISE, cap, first), sum(Grant.Kind.RESET, cap, first));
  }

  /** What of a part was forgiven. */
  long forgiven(Cap cap, long slot) {
    return given.isEmpty() ? 0 : parts(Grant.Kind.RESET, cap).getOrDefault(slot, 0L);
  }

  private long sum(Grant.Kind kind, Cap cap, long first) {
    return parts(kind, cap).tailMap(first, true).values().stream().reduce(0L, Allowance::sum);
  }

  private NavigableMap<Long, Long> parts(Grant.Kind kind, Cap cap) {
    NavigableMap<Long, Long> parts = given.get(new Place(kind, cap.name(), cap.unit()));
    return parts == null ? new TreeMap<>() : parts;
  }

  boolean isOver(Instant now) {
    return !ends.isAfter(now);
  }

  /** All of it, added up. */
  List<Grant> grants(CounterKey counter) {
    var grants = new ArrayList<Grant>();
    given.forEach(
        (place, parts) -> grants.add(new Grant(place.kind, place.cap, place.unit, counter, parts)));
    return grants;
  }
}
