package tollgate.dialect.openai.responses;

import java.util.Set;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.json.JsonView;
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * Responses over WebSocket (WebSocket mode page, November 2026): the client sends {@code
 * response.create} with the members of a request beside its type, the upstream answers with the
 * events of a stream, one a message. A turn ends with {@code response.completed}, {@code
 * .incomplete} or {@code .failed}, or with an {@code error}.
 */
final class ResponsesSocket implements SocketDialect {

  /** What a client may say that asks for nothing. */
  private static final Set<String> FREE = Set.of("response.cancel", "response.processed");

  private static final int TYPE_LIMIT = 64;

  /**
   * Everything that is not known to be free. Where a name stands twice, upstreams differ in which
   * one counts: a message with a model or input opens a turn, whatever its type says here.
   */
  @Override
  public boolean opensTurn(JsonView clientMessage) {
    boolean free = FREE.contains(clientMessage.at("/type").asText(TYPE_LIMIT).orElse(""));
    boolean asks = clientMessage.at("/model").exists() || clientMessage.at("/input").exists();
    return clientMessage.exists() && (asks || !free);
  }

  @Override
  public boolean closesTurn(JsonView upstreamMessage) {
    return switch (upstreamMessage.at("/type").asText(TYPE_LIMIT).orElse("")) {
      case "response.completed", "response.incomplete", "response.failed", "error" -> true;
      default -> false;
    };
  }

  @Override
  public ReplyReader reader(RequestFacts facts) {
    return new ResponseReader(facts, Framing.NDJSON);
  }

  @Override
  public String refuse(Refusal refusal, Manner manner) {
    return ErrorShape.message(refusal, manner);
  }
}
