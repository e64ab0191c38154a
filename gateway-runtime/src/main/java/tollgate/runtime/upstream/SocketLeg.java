package tollgate.runtime.upstream;

import tollgate.api.call.ReplyHead;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.PieceEnd;

/**
 * An open WebSocket to a provider, made for one of a client's. It outlives generations, so it knows
 * only how the provider was configured, and nothing of a plugin.
 */
public final class SocketLeg {

  private final ProviderConfig config;
  private final ReplyHead head;
  private final PieceEnd end;
  private final Breaker breaker;
  private final Deadlines deadlines;

  SocketLeg(
      ProviderConfig config, ReplyHead head, PieceEnd end, Breaker breaker, Deadlines deadlines) {
    this.config = config;
    this.head = head;
    this.end = end;
    this.breaker = breaker;
    this.deadlines = deadlines;
  }

  /** The provider's id. */
  public String provider() {
    return config.id();
  }

  /** Whether a new one to that provider would lead to the same place in the same way. */
  public boolean leadsTo(OpenProvider provider) {
    return config.opensLike(provider.config());
  }

  /** The 101. */
  public ReplyHead head() {
    return head;
  }

  /** What is heard from there and sent there. */
  public PieceEnd end() {
    return end;
  }

  /**
   * Leave for one turn.
   *
   * @throws BreakerOpen when the provider is to be left alone
   */
  public SocketTurn begin() throws BreakerOpen {
    return new SocketTurn(breaker.admit(), deadlines);
  }

  /** The failure of a turn whose connection is over. */
  public UpstreamFailure broke(Farewell farewell) {
    String how =
        farewell.isSaid()
            ? "it closed the WebSocket with code " + farewell.code() + reason(farewell)
            : "it closed the connection";
    return new UpstreamBroke(how + " within the turn", null);
  }

  private static String reason(Farewell farewell) {
    return farewell.reason().isEmpty() ? "" : " (" + farewell.reason() + ")";
  }
}
