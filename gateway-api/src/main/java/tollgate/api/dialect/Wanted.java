package tollgate.api.dialect;

/**
 * What the gateway wants changed in a request before it leaves.
 *
 * @param model the model to ask for instead; empty leaves the client's
 * @param maxOutputTokens the output limit the request must not exceed, thinking budget kept
 *     consistent; a lower one of the client's stays, 0 leaves the client's as it is
 * @param usageInStream whether the reply's events must tell usage even if the client did not ask
 * @since 1.0
 */
public record Wanted(String model, long maxOutputTokens, boolean usageInStream) {

  /** An ordinary call: as the client wrote it, with usage told. */
  public static final Wanted METERED = new Wanted("", 0, true);
}
