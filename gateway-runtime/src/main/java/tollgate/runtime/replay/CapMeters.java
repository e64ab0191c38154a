package tollgate.runtime.replay;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.policy.Window;

/**
 * The counters behind the caps and limits that a policy asks for. A counter that is asked for the
 * first time counts what came before as well, as far as the rows that are read tell it.
 */
final class CapMeters {

  /** A policy that asks for more different counters than so many makes them up as it goes. */
  private static final int MOST = 64;

  private final Before before;
  private final ZoneId zone;
  private final long from;
  private final List<Posted> all = new ArrayList<>();
  private final Map<Key, CapMeter> meters = new HashMap<>();

  private record Key(Verdict.Unit unit, Window per, List<String> by) {}

  /**
   * Counters.
   *
   * @param from when the first row that is read arrived, in milliseconds
   */
  CapMeters(Before before, ZoneId zone, long from) {
    this.before = before;
    this.zone = zone;
    this.from = from;
  }

  void add(Posted posted) {
    all.add(posted);
    meters.values().forEach(meter -> meter.add(posted));
  }

  /**
   * What has come together of a unit in a window, for the values of a call.
   *
   * @return nothing known beyond {@link #MOST} different counters
   */
  Range sum(Verdict.Unit unit, Window per, List<String> by, Posted call) {
    var key = new Key(unit, per, by);
    CapMeter meter = meters.get(key);
    if (meter == null && meters.size() == MOST) {
      return Range.ANY;
    }
    if (meter == null) {
      meter = new CapMeter(new CapMeter.Kind(unit, per, by, zone), before, from);
      all.forEach(meter::add);
      meters.put(key, meter);
    }
    return meter.sum(call);
  }
}
