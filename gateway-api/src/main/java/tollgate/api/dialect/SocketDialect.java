package tollgate.api.dialect;

import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.JsonView;

/**
 * A dialect over WebSocket: tells where a turn begins and ends, so that each turn is judged, held,
 * metered and settled as a call of its own. What a turn asks for is read by {@link Dialect#read}
 * and changed by {@link Dialect#adapt}, as if the message were a body. Never blocks.
 *
 * <p>Turns of one socket follow one another: while one runs, the next waits at the gateway.
 *
 * @since 1.0
 */
public interface SocketDialect {

  /**
   * Whether this client message asks the model for something that may cost. A message that does not
   * goes upstream as it is and is not counted, so doubt means yes.
   */
  boolean opensTurn(JsonView clientMessage);

  /** Whether this upstream message ends the running turn. */
  boolean closesTurn(JsonView upstreamMessage);

  /**
   * A new reader for one turn. Every upstream message is one event; its framing is {@link
   * Framing#NDJSON}, and each line of its ending goes out as one text message without the line
   * feed.
   */
  ReplyReader reader(RequestFacts facts);

  /** The text message that refuses a turn. The status is told in it, or not at all. */
  String refuse(Refusal refusal, Manner manner);
}
