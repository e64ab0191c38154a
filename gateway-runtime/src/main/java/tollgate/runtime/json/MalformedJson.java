package tollgate.runtime.json;

/** Bytes that are not one JSON document in UTF-8. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int offset;
  private final boolean beyondLimits;

  /**
   * Malformed at a place.
   *
   * @param reason what is wrong, as a noun phrase: "a string without an end"
   * @param offset the byte it was noticed at, counted from the document's first
   */
  public MalformedJson(String reason, int offset) {
    this(reason, offset, false);
  }

  private MalformedJson(String reason, int offset, boolean beyondLimits) {
    // An expected answer to a client's mistake, met on the hot path: no stack trace.
    super(reason + " at byte " + offset, null, false, false);
    this.reason = reason;
    this.offset = offset;
    this.beyondLimits = beyondLimits;
  }

  /** What may be JSON, but more of it than is read here. */
  static MalformedJson tooMuch(String reason, int offset) {
    return new MalformedJson(reason, offset, true);
  }

  /** Whether another reader may take the document for JSON all the same. */
  public boolean isBeyondLimits() {
    return beyondLimits;
  }

  /** What is wrong, as a noun phrase. */
  public String reason() {
    return reason;
  }

  /** The byte it was noticed at, counted from the document's first. */
  public int offset() {
    return offset;
  }
}
