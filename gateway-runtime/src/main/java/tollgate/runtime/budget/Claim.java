package tollgate.runtime.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a call asks of the till.
 *
 * @param at when the call arrived: its windows are those of this moment, whenever it ends
 * @param axes the call's values; an empty one is as good as none
 * @param caps all of which must have room
 * @param least what must be had, or the call cannot be made
 * @param wish what would be had if there is room, at least as much
 */
public record Claim(
    Instant at, Map<String, String> axes, List<Cap> caps, Amount least, Amount wish) {

  /** Claims never change, and nobody can claim to give money back. */
  public Claim {
    axes = Map.copyOf(axes);
    caps = List.copyOf(caps);
    if (!least.isPositive() || !wish.minus(least).isPositive()) {
      throw new IllegalArgumentException("a claim of " + least + " up to " + wish);
    }
  }

  /** A claim of so much, no more and no less. */
  public Claim(Instant at, Map<String, String> axes, List<Cap> caps, Amount hold) {
    this(at, axes, caps, hold, hold);
  }

  /** A claim without caps. */
  public Claim(Instant at, Map<String, String> axes, Amount hold) {
    this(at, axes, List.of(), hold, hold);
  }
}
