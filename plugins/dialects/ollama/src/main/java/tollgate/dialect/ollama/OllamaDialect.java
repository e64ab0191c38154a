package tollgate.dialect.ollama;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * {@code POST /api/chat}, {@code /api/generate}, {@code /api/embed} and its elder {@code
 * /api/embeddings}; and free of charge what keeps the server's models: {@code /api/show}, {@code
 * /api/pull} and the like. Conversations stream one object per line unless the client says
 * otherwise.
 *
 * <p>Hints given with the facts: {@value RequestReading#OPTIONS} as {@code object} where the body
 * holds one; {@value RequestReading#LIMIT} as written; {@value RequestReading#CHAT} and {@value
 * RequestReading#EMBED} as {@code true} on their paths.
 */
final class OllamaDialect implements Dialect {

  static final DialectId ID = new DialectId("ollama");

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return Stream.concat(
            Stream.of(RequestReading.CHAT_PATH, "/api/generate", "/api/embed", "/api/embeddings"),
            RequestReading.FREE.stream().sorted())
        .map(Endpoint::post)
        .toList();
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
      edits.add(new JsonEdit.Put("/model", Json.text(wanted.model())));
    }
    long limit = wanted.maxOutputTokens();
    boolean writes = facts.billable() && facts.hint(RequestReading.EMBED).isEmpty();
    boolean within = facts.maxOutputTokens() > 0 && facts.maxOutputTokens() <= limit;
    if (limit > 0 && writes && !within) {
      edits.add(
          facts.hint(RequestReading.OPTIONS).isEmpty()
              ? new JsonEdit.Put(RequestReading.OPTIONS, Json.object("num_predict", limit))
              : new JsonEdit.Put(RequestReading.LIMIT, Json.of(limit)));
    }
    return List.copyOf(edits);
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return ErrorShape.reply(refusal, manner);
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new OllamaReader(facts, head);
  }

  @Override
  public Optional<ModelList> models() {
    return Optional.of(new OllamaModels());
  }
}
