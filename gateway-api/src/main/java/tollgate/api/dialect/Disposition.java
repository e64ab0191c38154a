package tollgate.api.dialect;

/**
 * What becomes of an event after a reader has seen it.
 *
 * @since 1.0
 */
public enum Disposition {
  /** It goes to the client, byte for byte. */
  KEEP,
  /**
   * It is taken out with its lines and its ending, and nothing else is: the client did not ask for
   * it. Not possible in an encoded reply or for the items of a JSON array, which are kept.
   */
  DROP
}
