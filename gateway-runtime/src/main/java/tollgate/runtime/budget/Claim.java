package tollgate.runtime.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a call asks of the till: three amounts, each at least as much as the one before.
 *
 * @param at when the call arrived: its windows are those of this moment, whenever it ends
 * @param axes the call's values; an empty one is as good as none
 * @param caps all of which must have room
 * @param least what must be had, or the call cannot be made
 * @param enough what it waits for while running calls hold it
 * @param wish what would be had if there is room for others beside it
 */
public record Claim(
    Instant at,
    Map<String, String> axes,
    List<Cap> caps,
    Amount least,
    Amount enough,
    Amount wish) {

  /** Claims never change, and nobody can claim to give money back. */
  public Claim {
    axes = Map.copyOf(axes);
    caps = List.copyOf(caps);
    if (!least.isPositive() || !enough.covers(least) || !wish.covers(enough)) {
      throw new IllegalArgumentException(
          "a claim of " + least + ", rather " + enough + ", up to " + wish);
    }
  }

  /** A claim of so much, no more and no less. */
  public Claim(Instant at, Map<String, String> axes, List<Cap> caps, Amount hold) {
    this(at, axes, caps, hold, hold, hold);
  }

  /** A claim without caps. */
  public Claim(Instant at, Map<String, String> axes, Amount hold) {
    this(at, axes, List.of(), hold);
  }
}
