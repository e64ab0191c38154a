package tollgate.runtime.call;

import java.util.ArrayList;
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
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/** A language whose requests name a model, and which nobody answers in. */
final class TalkDialect implements Dialect {
  static final DialectId ID = new DialectId("talk");

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    String model = body.at("/model").asText(100).orElse("");
    if (model.isEmpty()) {
      throw new MalformedRequest("/model", "model is required");
    }
    if (!body.at("/messages").exists()) {
      throw new MalformedRequest("/messages", "messages are required");
    }
    return RequestFacts.of(ID).model(model).build();
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!wanted.model().isEmpty()) {
      edits.add(new JsonEdit.Put("/model", Json.text(wanted.model())));
    }
    if (!facts.provider().isEmpty()) {
      edits.add(new JsonEdit.Remove("/provider"));
    }
    return edits;
  }

  @Override
  public String adaptPath(ClientHead head, Wanted wanted) {
    return wanted.model().isEmpty() ? head.path() : head.path() + "/" + wanted.model();
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    throw new AssertionError("the stage under test answers nobody");
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    throw new AssertionError("the stage under test reads no reply");
  }

  @Override
  public Optional<SocketDialect> socket() {
    return Optional.of(new OneLiners());
  }

  /** Every message is a turn of its own. */
  private static final class OneLiners implements SocketDialect {
    @Override
    public boolean opensTurn(JsonView clientMessage) {
      return clientMessage.exists();
    }

    @Override
    public boolean closesTurn(JsonView upstreamMessage) {
      return upstreamMessage.exists();
    }

    @Override
    public ReplyReader reader(RequestFacts facts) {
      throw new AssertionError("the stage under test reads no reply");
    }

    @Override
    public String refuse(Refusal refusal, Manner manner) {
      return "{\"status\":%d,\"code\":\"%s\"}".formatted(manner.status(), refusal.code());
    }
  }
}
