package tollgate.runtime.budget;

/**
 * What the operator gave a cap in a window beyond what it says, in the cap's unit.
 *
 * @param raised how much more there may be
 * @param forgiven how much of what was spent does not count
 */
public record Allowance(long raised, long forgiven) {

  /** Nothing was given. */
  public static final Allowance NONE = new Allowance(0, 0);

  /** The sum, or as much as a number can hold: more than that nobody spends. */
  static long sum(long one, long other) {
    long sum = one + other;
    return sum < one ? Long.MAX_VALUE / 2 : sum;
  }
}
