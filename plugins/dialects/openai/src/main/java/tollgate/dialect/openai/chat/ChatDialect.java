package tollgate.dialect.openai.chat;

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
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * {@code POST /v1/chat/completions} and its elder, {@code POST /v1/completions}, which differs in
 * where the text stands.
 *
 * <p>Hints given with the facts, where the body holds them: the texts {@code /prompt_cache_key},
 * {@code /session_id}, {@code /client_metadata/session_id}, {@code /metadata/user_id}, {@code
 * /user}, {@code /safety_identifier}, {@code /service_tier} and {@code /reasoning_effort}; the
 * numbers {@code /n}, {@code /max_tokens} and {@code /max_completion_tokens}; {@code
 * /stream_options} as {@code object} where it is one; {@code /stream_options/include_usage} as
 * {@code true} or {@code false}; {@value RequestReading#PROMPT} as {@code true} on the elder path.
 */
public final class ChatDialect implements Dialect {

  static final DialectId ID = new DialectId("openai-chat");

  static final String ELDER_PATH = "/v1/completions";

  /** Made once per loaded jar. */
  public ChatDialect() {}

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/v1/chat/completions"), Endpoint.post(ELDER_PATH));
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
    return new ChatReader(facts, head);
  }

  @Override
  public Optional<ModelList> models() {
    return Optional.of(new ChatModels());
  }
}
