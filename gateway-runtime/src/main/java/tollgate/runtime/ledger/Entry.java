package tollgate.runtime.ledger;

/**
 * What a final row adds to the roll-ups.
 *
 * @param arrivedAt milliseconds
 * @param caller who called
 * @param served who served and what
 * @param sums what is added
 */
record Entry(long arrivedAt, Caller caller, Served served, Sums sums) {
  private static final long QUARTER_MILLIS = 15 * 60 * 1000;

  /** Who called. */
  record Caller(String tool, String instance, String keyId, Agent agent) {}

  /**
   * The agent that called.
   *
   * @param session its session
   * @param name its name there, empty for the main one
   * @param parent the agent that started it
   * @param goesOn whether the call goes on from an answer of a tool
   */
  record Agent(String session, String name, String parent, boolean goesOn) {

    /** Whether the call belongs to a session, or to an agent that says of none. */
    boolean isKnown() {
      return !session.isEmpty() || !name.isEmpty();
    }

    /** The session that started this one; empty where sub-agents share the session. */
    String parentSession() {
      return name.equals(session) && !parent.equals(session) ? parent : "";
    }
  }

  /** Who served, and the model the call is counted under. */
  record Served(String provider, String account, String model) {}

  /** When the quarter hour began in which the call arrived. */
  long quarter() {
    return quarterOf(arrivedAt);
  }

  static long quarterOf(long millis) {
    return Math.floorDiv(millis, QUARTER_MILLIS) * QUARTER_MILLIS;
  }

  /** The entry that takes this one back. */
  Entry negated() {
    return new Entry(arrivedAt, caller, served, sums.negated());
  }
}
