package tollgate.runtime.wire;

import tollgate.api.call.Headers;
import tollgate.runtime.socket.SocketEnd;

/**
 * One request on the client's leg and the way to answer it. Used by the one virtual thread that
 * serves it; only {@link Watch#close} and the action given to {@link #onClientGone} meet other
 * threads.
 */
public interface ClientExchange {

  /** Upper case. */
  String method();

  /** As sent, still percent-encoded. */
  String path();

  /** As sent without the question mark; empty when there is none. */
  String query();

  /** The client's fields, credentials included. */
  Headers headers();

  /** The client's address: the socket's peer, or whom a trusted proxy names as its own. */
  String peer();

  /**
   * Whether the client is this machine: the socket's peer is, and nobody says that it only passes
   * the request on.
   */
  boolean local();

  /** Whether the client's own connection is encrypted, as far as this gateway can know. */
  default boolean secure() {
    return false;
  }

  /** Whether the client asks to speak WebSocket. */
  boolean wantsWebSocket();

  /**
   * Grants that wish: answers 101, and from then on the connection is that end's. The exchange is
   * over with it. Used instead of {@link #sink}.
   *
   * @param end not begun yet
   * @param protocol the subprotocol, one of those the client offers; empty for none
   * @param fields what the 101 carries beside its own
   * @return false when the wish is not spelt as RFC 6455 wants it; nothing was answered then
   * @throws ClientGone when the client left meanwhile
   */
  boolean accept(SocketEnd end, String protocol, Headers fields) throws ClientGone;

  /**
   * Reads the whole body.
   *
   * @throws tollgate.runtime.problem.ProblemException when it is longer than {@code limit} or ends
   *     early
   * @throws ClientGone when the client leaves meanwhile
   */
  byte[] body(long limit) throws ClientGone;

  /** Where the answer goes. */
  ReplySink sink();

  /**
   * Runs an action, once and on a thread of its own, when the client leaves before the watch is
   * closed; within 250 ms, also while nothing is being sent.
   */
  Watch onClientGone(Runnable action);

  /** Ends a watch; the action does not start afterwards. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
