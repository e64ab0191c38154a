package tollgate.runtime.budget;

/**
 * Sees every step of the till in its order, for proofs that the steps are right. Called under the
 * lock.
 */
interface Witness {

  /** Nobody looks. */
  Witness NOBODY =
      new Witness() {
        @Override
        public void answered(Claim claim, Amount needed, Answer answer, boolean inTurn) {}

        @Override
        public void moved(Lease lease, Amount hold) {}

        @Override
        public void ended(Lease lease, Amount cost) {}
      };

  /**
   * A claim got an answer.
   *
   * @param needed its least, or what is enough for it: what there had to be room for
   * @param inTurn whether it had to leave those before it their place
   */
  void answered(Claim claim, Amount needed, Answer answer, boolean inTurn);

  /** A lease holds something else from now on. */
  void moved(Lease lease, Amount hold);

  /** A lease is over. */
  void ended(Lease lease, Amount cost);
}
