package tollgate.api.dialect;

/**
 * A body that the dialect cannot work with. The message goes to the client: say which field, what
 * was found and what is expected.
 *
 * @since 1.0
 */
public final class MalformedRequest extends Exception {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * A malformed field.
   *
   * @param pointer RFC 6901 pointer to the field
   * @param message one sentence for the client
   */
  public MalformedRequest(String pointer, String message) {
    super(message, null, false, false);
    this.pointer = pointer;
  }

  /** Which field is malformed. */
  public String pointer() {
    return pointer;
  }
}
