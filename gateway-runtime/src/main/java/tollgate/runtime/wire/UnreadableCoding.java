package tollgate.runtime.wire;

/** A reply's encoding that cannot be decoded, or bytes that are not in it. */
public final class UnreadableCoding extends Exception {

  private static final long serialVersionUID = 1L;

  /** Unreadable for a reason. */
  public UnreadableCoding(String reason) {
    super(reason, null, false, false);
  }
}
