package tollgate.dialect.anthropic.messages;

import java.util.List;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.ModelList;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * {@code POST /v1/messages}, {@code POST /v1/messages/batches} and, free of charge, {@code POST
 * /v1/messages/count_tokens}.
 *
 * <p>Hints given with the facts, where the body holds them: {@code /metadata/user_id}, {@code
 * /service_tier}, {@code /speed}, {@code /thinking/type}, {@code /prompt_cache_key}, {@code
 * /session_id}, {@code /client_metadata/session_id}, and {@code /context_management/edits} with the
 * text {@value RequestReading#CLEAR_THINKING} where an edit of that type is among them. The billing
 * line that Claude Code writes into the first system block stands at the start of the system edge.
 * Of a batch there is {@value BatchReading#SIZE} alone, with the number of its requests.
 */
final class MessagesDialect implements Dialect {

  static final DialectId ID = new DialectId("anthropic-messages");

  static final String COUNT_TOKENS = "/v1/messages/count_tokens";

  static final String BATCHES = "/v1/messages/batches";

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/messages"), Endpoint.post(BATCHES), Endpoint.post(COUNT_TOKENS));
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    return RequestReading.read(head, body);
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    return Adaptation.edits(facts, wanted);
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return ErrorShape.reply(refusal, manner);
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new MessageReader(facts, head);
  }

  @Override
  public Optional<ModelList> models() {
    return Optional.of(new MessagesModels());
  }
}
