package tollgate.runtime.replay;

/** Whether something would have been so. */
enum Sure {
  NO,
  MAYBE,
  YES;

  /**
   * What holds when this was found in one case and the other in another, and either may be true.
   */
  Sure or(Sure other) {
    return this == other ? this : MAYBE;
  }

  /** What holds when either of two reasons suffices. */
  Sure any(Sure other) {
    return compareTo(other) > 0 ? this : other;
  }
}
