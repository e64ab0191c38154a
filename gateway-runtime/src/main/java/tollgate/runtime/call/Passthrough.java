package tollgate.runtime.call;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Usage;
import tollgate.runtime.json.JsonText;

/**
 * The language of paths no plugin knows: relays them as they are. A body that names a model still
 * costs money, so such a call gets a row, with its usage unknown.
 */
final class Passthrough implements Dialect {

  static final Passthrough DIALECT = new Passthrough();

  private static final int NAME_LIMIT = 256;

  private Passthrough() {}

  @Override
  public DialectId id() {
    return DialectId.NONE;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) {
    String model = body.at("/model").asText(NAME_LIMIT).orElse("");
    if (!head.method().equals("POST") || model.isEmpty()) {
      return RequestFacts.unread();
    }
    return RequestFacts.of(DialectId.NONE)
        .model(model)
        .provider(body.at("/provider").asText(NAME_LIMIT).orElse(""))
        .streaming(body.at("/stream").isTrue())
        .promptBytes(body.byteLength())
        .build();
  }

  @Override
  public boolean carriesFiles() {
    return true;
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    return wanted.model().isEmpty()
        ? List.of()
        : List.of(new JsonEdit.Put("/model", Json.text(wanted.model())));
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    Headers headers = manner.headers();
    if (refusal.retryAfter().isPositive()) {
      headers = headers.with("retry-after", Long.toString(refusal.retryAfter().toSeconds()));
    }
    return WireReply.json(
        manner.status(),
        headers,
        JsonText.write(
            Json.object(
                "error",
                Json.object(
                    "message", refusal.message(),
                    "type", manner.errorType().isEmpty() ? "gateway_error" : manner.errorType(),
                    "code", refusal.code(),
                    "call", refusal.callId()))));
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new Unread();
  }

  /** Reads nothing: the reply is in a language nobody here knows. */
  private static final class Unread implements ReplyReader {

    @Override
    public Framing framing() {
      return Framing.WHOLE;
    }

    @Override
    public Disposition event(StreamEvent event) {
      return Disposition.KEEP;
    }

    @Override
    public void whole(JsonView body) {}

    @Override
    public boolean ended() {
      return true;
    }

    @Override
    public String fault() {
      return "";
    }

    @Override
    public Usage running() {
      return Usage.UNKNOWN;
    }

    @Override
    public Usage usage() {
      return Usage.UNKNOWN;
    }

    @Override
    public List<byte[]> ending(Refusal refusal) {
      return List.of();
    }
  }
}
