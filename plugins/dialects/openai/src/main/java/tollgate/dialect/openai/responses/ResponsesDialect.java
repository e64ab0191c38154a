package tollgate.dialect.openai.responses;

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
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * {@code POST /v1/responses}, there over WebSocket as well, and {@code POST /v1/responses/compact},
 * all billed; and free of charge {@code POST /v1/responses/input_tokens}, which counts.
 *
 * <p>Hints given with the facts, where the body holds them: {@code /prompt_cache_key}, {@code
 * /client_metadata/session_id}, {@code /client_metadata/thread_id}, {@code /session_id}, {@code
 * /previous_response_id}, {@code /metadata/user_id}, {@code /user}, {@code /safety_identifier},
 * {@code /service_tier} and {@code /reasoning/effort}; {@value RequestReading#COMPACT} as {@code
 * true} on the path that compacts, which takes no output limit.
 */
public final class ResponsesDialect implements Dialect {

  static final DialectId ID = new DialectId("openai-responses");

  private static final String PATH = "/v1/responses";

  static final String COMPACT_PATH = "/v1/responses/compact";

  static final String COUNT_PATH = "/v1/responses/input_tokens";

  /** Made once per loaded jar. */
  public ResponsesDialect() {}

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH),
        Endpoint.post(COMPACT_PATH),
        Endpoint.post(COUNT_PATH),
        Endpoint.socket(PATH));
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
    return new ResponseReader(facts, head);
  }

  @Override
  public Optional<SocketDialect> socket() {
    return Optional.of(new ResponsesSocket());
  }
}
