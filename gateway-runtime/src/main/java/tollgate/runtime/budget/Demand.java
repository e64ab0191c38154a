package tollgate.runtime.budget;

/** One cap on one counter, which a claim must find room under. Guarded by the till's lock. */
record Demand(Cap cap, Counter counter) {

  boolean isUnknown() {
    return cap.unit() != Unit.CONCURRENT && !counter.isComplete();
  }

  /**
   * Whether there is room now.
   *
   * @param needed what is to fit; where it would not if no call ran, the claim's least will do, for
   *     nothing would be gained by waiting
   */
  boolean fits(Claim claim, Amount needed) {
    long room = counter.room(cap);
    long much = cap.unit().of(needed);
    return room >= much || (room >= needed(claim) && !counter.wouldFit(cap, much));
  }

  long needed(Claim claim) {
    return cap.unit().of(claim.least());
  }

  boolean isExhausted(Claim claim) {
    return !counter.wouldFit(cap, needed(claim));
  }

  Answer.Exhausted exhausted(Claim claim) {
    long needed = needed(claim);
    return new Answer.Exhausted(
        counter.raised(cap),
        counter.key().values(),
        counter.spent(cap),
        needed,
        counter.resets(cap, needed));
  }

  Answer.Contended contended() {
    return new Answer.Contended(
        counter.raised(cap), counter.key().values(), counter.spent(cap), counter.held(cap));
  }

  /**
   * As much of a wish as a claim may have that fits: what is enough for it, and beyond its least no
   * more than a share of the room, so that what one call would like to have leaves others what they
   * need.
   */
  Amount shared(Amount wish, Claim claim) {
    long room = counter.room(cap);
    long share = needed(claim) + (room - needed(claim)) / counter.parts();
    return atMost(wish, Math.min(room, Math.max(cap.unit().of(claim.enough()), share)));
  }

  /** As much of a wish as there is room for, beside what is held already. */
  Amount within(Amount wish, Amount own) {
    return atMost(wish, counter.room(cap) + cap.unit().of(own));
  }

  private Amount atMost(Amount wish, long most) {
    return switch (cap.unit()) {
      case USD -> new Amount(Math.min(wish.nanos(), most), wish.tokens(), wish.calls());
      case TOKENS -> new Amount(wish.nanos(), Math.min(wish.tokens(), most), wish.calls());
      case CALLS, CONCURRENT -> wish; // one call stays one call
    };
  }
}
