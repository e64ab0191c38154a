package tollgate.runtime.replay;

/**
 * An amount that is at least and at most so much; both are the same where it is known.
 *
 * @param least not negative
 * @param most {@link #UNBOUNDED} where nobody can say
 */
record Range(long least, long most) {

  /** No upper bound. */
  static final long UNBOUNDED = Long.MAX_VALUE;

  static final Range ZERO = new Range(0, 0);

  /** Nothing is known of it. */
  static final Range ANY = new Range(0, UNBOUNDED);

  static Range of(long known) {
    return new Range(known, known);
  }

  boolean isKnown() {
    return least == most;
  }

  boolean isBounded() {
    return most != UNBOUNDED;
  }

  Range plus(Range other) {
    boolean bounded = isBounded() && other.isBounded();
    return new Range(least + other.least, bounded ? most + other.most : UNBOUNDED);
  }

  /** The smallest range that holds both. */
  Range or(Range other) {
    return new Range(Math.min(least, other.least), Math.max(most, other.most));
  }

  /** Whether what is added to it goes beyond a limit. */
  Sure exceeds(Range added, long limit) {
    Range sum = plus(added);
    return sum.least > limit ? Sure.YES : sum.most > limit ? Sure.MAYBE : Sure.NO;
  }
}
