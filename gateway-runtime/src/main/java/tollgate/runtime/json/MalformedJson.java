package tollgate.runtime.json;

/** Bytes that are not one JSON document in UTF-8. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int offset;

  /**
   * Malformed at a place.
   *
   * @param reason what is wrong, as a noun phrase: "a string without an end"
   * @param offset the byte it was noticed at, counted from the document's first
   */
  public MalformedJson(String reason, int offset) {
    // An expected answer to a client's mistake, met on the hot path: no stack trace.
    super(reason + " at byte " + offset, null, false, false);
    this.reason = reason;
    this.offset = offset;
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
