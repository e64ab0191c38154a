package tollgate.runtime.wire;

/** Answers requests: what the listener hands an exchange to. */
@FunctionalInterface
public interface ExchangeService {

  /**
   * Answers one request completely before it returns; runs on the virtual thread of that request
   * and may block.
   *
   * @throws ClientGone when the client left before the answer was complete
   */
  void serve(ClientExchange exchange) throws ClientGone;
}
