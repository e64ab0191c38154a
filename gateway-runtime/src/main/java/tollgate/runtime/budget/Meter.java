package tollgate.runtime.budget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.Axis;

/**
 * What is counted: a sum per combination of values of some axes and per window. A cap is a limit on
 * a meter; without caps the gateway keeps {@link #STANDING}.
 *
 * @param name for people and labels
 * @param by the axes; none for everything together
 * @param span the window
 */
public record Meter(String name, List<Axis> by, Span span) {

  /** Everything, per day. */
  public static final Meter DAY = new Meter("day", List.of(), Span.DAY);

  /** Each tool, per day. */
  public static final Meter TOOL_DAY = new Meter("tool-day", List.of(Axis.TOOL), Span.DAY);

  /** Each key, per day. */
  public static final Meter KEY_DAY = new Meter("key-day", List.of(Axis.KEY), Span.DAY);

  /** Each session of each tool. */
  public static final Meter SESSION =
      new Meter("session", List.of(Axis.TOOL, Axis.SESSION), Span.EVER);

  /** The meters that are always counted. */
  public static final List<Meter> STANDING = List.of(DAY, TOOL_DAY, KEY_DAY, SESSION);

  /** Meters never change. */
  public Meter {
    by = List.copyOf(by);
  }

  /** The counter a call belongs to; empty when the call lacks a value on one of the axes. */
  Optional<CounterKey> counterOf(Claim claim) {
    var values = new String[by.size()];
    Map<Axis, String> axes = claim.axes();
    for (int i = 0; i < values.length; i++) {
      String value = axes.getOrDefault(by.get(i), "");
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values[i] = value;
    }
    return Optional.of(new CounterKey(this, List.of(values), span.windowOf(claim.at())));
  }
}
