package tollgate.runtime.budget;

/** One cap on one counter, which a claim must find room under. Guarded by the till's lock. */
record Demand(Cap cap, Counter counter) {

  boolean isUnknown() {
    return cap.unit() != Unit.CONCURRENT && !counter.isComplete();
  }

  /** Whether the claim's least fits now. */
  boolean fits(Claim claim) {
    return counter.room(cap) >= needed(claim);
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

  /** As much of a wish as there is room for, beside what is held already. */
  Amount within(Amount wish, Amount own) {
    long room = counter.room(cap) + cap.unit().of(own);
    return switch (cap.unit()) {
      case USD -> new Amount(Math.min(wish.nanos(), room), wish.tokens(), wish.calls());
      case TOKENS -> new Amount(wish.nanos(), Math.min(wish.tokens(), room), wish.calls());
      case CALLS, CONCURRENT -> wish; // one call stays one call
    };
  }
}
