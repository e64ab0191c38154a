package tollgate.runtime.ledger;

import tollgate.api.usage.Usage;

/**
 * How a call ended.
 *
 * @param state SETTLED, ABORTED or FAILED
 * @param status the status the client got, 499 when it left first
 * @param usage what was used, as far as it was told
 * @param bill what is charged for that
 * @param served who served
 * @param timings how long it took
 * @param fault what went wrong, {@link Fault#NONE} when nothing did
 */
public record Settlement(
    State state, int status, Usage usage, Bill bill, Served served, Timings timings, Fault fault) {

  /** A call ends settled, aborted or failed. */
  public Settlement {
    if (state != State.SETTLED && state != State.ABORTED && state != State.FAILED) {
      throw new IllegalArgumentException("a call cannot end " + state.word());
    }
  }

  /** The same by this provider, unless another is named or this one is not. */
  Settlement by(String provider) {
    if (provider.isEmpty() || !served.provider().isEmpty()) {
      return this;
    }
    var told = new Served(provider, served.account(), served.upstreamId());
    return new Settlement(state, status, usage, bill, told, timings, fault);
  }

  /**
   * Who served a call; empty texts keep what the opening said.
   *
   * @param provider the provider that answered, where it is not the one first chosen
   * @param account the upstream credential
   * @param upstreamId the upstream's id of the request
   */
  public record Served(String provider, String account, String upstreamId) {

    /** Nothing new. */
    public static final Served UNTOLD = new Served("", "", "");
  }

  /**
   * What went wrong.
   *
   * @param code the problem's code, empty for none
   * @param message a sentence for the operator, at most 300 characters kept
   */
  public record Fault(String code, String message) {

    /** Nothing went wrong. */
    public static final Fault NONE = new Fault("", "");
  }
}
