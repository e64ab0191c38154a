package tollgate.dialect.openai.other;

import java.util.ArrayList;
import java.util.List;
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
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * {@code POST} to {@code /v1/embeddings}, {@code /v1/images/…}, {@code /v1/audio/…}, {@code
 * /v1/rerank} and {@code /v1/moderations}, as OpenAI and many others answer them. Requests come as
 * JSON or as forms with files, replies as JSON, events, sound or plain text: all of it passes, and
 * what a reply tells of its usage is counted.
 *
 * <p>And to what costs money elsewhere or later than in its reply, with or without a model in its
 * body: films, batches, runs of an assistant, keys and calls of a live conversation. Their usage is
 * unknown, and a cap on money keeps out what names no model.
 *
 * <p>Hints given with the facts: {@value RequestReading#PICTURES} as {@code true} on the paths that
 * make pictures, {@value RequestReading#LIVE_MODEL} where the model stands there.
 */
public final class OtherDialect implements Dialect {

  static final DialectId ID = new DialectId("openai-other");

  /** Made once per loaded jar. */
  public OtherDialect() {}

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/embeddings"),
        Endpoint.post(RequestReading.PICTURE_PATH + "{action}"),
        Endpoint.post("/v1/audio/{action}"),
        Endpoint.post("/v1/rerank"),
        Endpoint.post("/v1/moderations"),
        Endpoint.post("/v1/batches"),
        Endpoint.post("/v1/videos"),
        Endpoint.post("/v1/videos/{video}/remix"),
        Endpoint.post("/v1/threads/runs"),
        Endpoint.post("/v1/threads/{thread}/runs"),
        Endpoint.post("/v1/realtime/{action}"));
  }

  @Override
  public boolean carriesFiles() {
    return true;
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    return RequestReading.read(head, body);
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!facts.provider().isEmpty()) {
      edits.add(new JsonEdit.Remove("/provider"));
    }
    if (!wanted.model().isEmpty() && !wanted.model().equals(facts.model())) {
      boolean live = !facts.hint(RequestReading.LIVE_MODEL).isEmpty();
      String place = live ? RequestReading.LIVE_MODEL : RequestReading.MODEL;
      edits.add(new JsonEdit.Put(place, Json.text(wanted.model())));
    }
    return List.copyOf(edits);
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return ErrorShape.reply(refusal, manner);
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new OtherReader(facts, head);
  }
}
