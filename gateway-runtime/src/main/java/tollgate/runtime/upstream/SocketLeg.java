package tollgate.runtime.upstream;

import tollgate.api.call.ReplyHead;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.PieceEnd;

/**
 * An open WebSocket to a provider, made for one of a client's. It outlives generations, so it knows
 * only how the provider was configured, and nothing of a plugin.
 */
public final class SocketLeg implements AutoCloseable {

  private final ProviderConfig config;
  private final String account;
  private final ReplyHead head;
  private final PieceEnd end;
  private final Means means;

  /** What it is kept open and served with. */
  record Means(Breaker breaker, Deadlines deadlines, ClientLease<SocketClient> client) {}

  SocketLeg(ProviderConfig config, String account, ReplyHead head, PieceEnd end, Means means) {
    this.config = config;
    this.account = account;
    this.head = head;
    this.end = end;
    this.means = means;
  }

  /** The provider's id. */
  public String provider() {
    return config.id();
  }

  /** The name of the credential it was opened with, empty where the provider has only one. */
  public String account() {
    return account;
  }

  /** The provider as it is asked here: with the credential this was opened with. */
  public OpenProvider login(OpenProvider provider) {
    return provider.perLogin().stream()
        .filter(one -> one.account().equals(account))
        .findFirst()
        .orElse(provider);
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
    return new SocketTurn(means.breaker().admit(), means.deadlines());
  }

  /** The failure of a turn whose connection is over. */
  public UpstreamFailure broke(Farewell farewell) {
    String how =
        farewell.isSaid()
            ? "it closed the WebSocket with code " + farewell.code() + reason(farewell)
            : "it closed the connection";
    return new UpstreamBroke(how + " within the turn", null);
  }

  /** Lets its client go, which stays for long enough that last words are heard. */
  @Override
  public void close() {
    means.client().close();
  }

  private static String reason(Farewell farewell) {
    return farewell.reason().isEmpty() ? "" : " (" + farewell.reason() + ")";
  }
}
