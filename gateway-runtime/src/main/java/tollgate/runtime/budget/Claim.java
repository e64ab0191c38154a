package tollgate.runtime.budget;

import java.time.Instant;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.api.usage.Money;

/**
 * What a call asks of the till.
 *
 * @param at when the call arrived: its windows are those of this moment, whenever it ends
 * @param axes the call's values; an empty one is as good as none
 * @param hold what it may cost
 */
public record Claim(Instant at, Map<Axis, String> axes, Money hold) {

  /** Claims never change, and nobody can claim to give money back. */
  public Claim {
    axes = Map.copyOf(axes);
    if (hold.nanos() < 0) {
      throw new IllegalArgumentException("a hold cannot be negative: " + hold);
    }
  }
}
