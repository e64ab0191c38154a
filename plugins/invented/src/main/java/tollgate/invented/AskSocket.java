package tollgate.invented;

import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/** The same language, one message after the other. */
final class AskSocket implements SocketDialect {

  @Override
  public boolean opensTurn(JsonView clientMessage) {
    return clientMessage.at("/say").exists();
  }

  @Override
  public boolean closesTurn(JsonView upstreamMessage) {
    return upstreamMessage.at("/over").isTrue();
  }

  @Override
  public ReplyReader reader(RequestFacts facts) {
    return new AskReader(true);
  }

  @Override
  public String refuse(Refusal refusal, Manner manner) {
    return Json.encode(AskDialect.no(refusal, manner.errorType()));
  }
}
