package tollgate.api.dialect;

import tollgate.api.call.Refusal;
import tollgate.api.json.JsonView;

/**
 * A dialect over WebSocket: tells where a turn begins and ends, so that each turn is judged, held,
 * metered and settled as a call of its own. Never blocks.
 *
 * @since 1.0
 */
public interface SocketDialect {

  /** Whether this client message asks the model for something that costs. */
  boolean opensTurn(JsonView clientMessage);

  /** Whether this upstream message ends the running turn. */
  boolean closesTurn(JsonView upstreamMessage);

  /** The text message that refuses a turn. */
  String refuse(Refusal refusal);
}
