package tollgate.runtime.ledger;

/**
 * How long the parts of a call took, each from the call's arrival.
 *
 * @param headNanos until the upstream's reply head
 * @param firstByteNanos until the first byte of the reply's body reached the client
 * @param totalNanos until the end
 */
public record Timings(long headNanos, long firstByteNanos, long totalNanos) {

  /** A time that was never measured, because the call did not get that far. */
  public static final long UNKNOWN = -1;

  /** Nothing measured. */
  public static final Timings NONE = new Timings(UNKNOWN, UNKNOWN, UNKNOWN);
}
