package tollgate.invented;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Manner;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.ModelList;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/** The language described at {@link tollgate.invented}. */
final class AskDialect implements Dialect {
  static final DialectId ID = new DialectId("acme-ask");
  private static final int NAME_LIMIT = 128;

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/acme/v1/ask"),
        Endpoint.get(AskModels.PATH),
        Endpoint.get("/acme/v1/engines/{engine}"),
        Endpoint.socket("/acme/v1/ask"));
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    if (head.method().equals("GET") && !body.exists()) {
      return RequestFacts.of(ID).billable(false).build();
    }
    String engine = body.at("/engine").asText(NAME_LIMIT).orElse("");
    if (engine.isEmpty()) {
      throw new MalformedRequest("/engine", "The field \"engine\" must name an engine.");
    }
    var edges = new PromptEdges.Collector();
    long promptBytes = 0;
    for (JsonView said : body.at("/say").items()) {
      JsonView words = said.at("/words");
      promptBytes += words.byteLength();
      if (said.at("/by").isText("system")) {
        edges.system(words);
      } else if (said.at("/by").isText("user")) {
        edges.userMessage();
        edges.user(words);
      }
    }
    return RequestFacts.of(ID)
        .model(engine)
        .streaming(body.at("/live").isTrue())
        .maxOutputTokens(Math.max(0, body.at("/most").asLong().orElse(0)))
        .messages(body.at("/say").size())
        .promptBytes(promptBytes)
        .edges(edges.edges())
        .build();
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    var edits = new ArrayList<JsonEdit>();
    if (!wanted.model().isEmpty() && !wanted.model().equals(facts.model())) {
      edits.add(new JsonEdit.Put("/engine", Json.text(wanted.model())));
    }
    long most = facts.maxOutputTokens();
    if (wanted.maxOutputTokens() > 0 && (most == 0 || most > wanted.maxOutputTokens())) {
      edits.add(new JsonEdit.Put("/most", Json.of(wanted.maxOutputTokens())));
    }
    return edits;
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return WireReply.json(
        manner.status(), manner.headers(), Json.encode(no(refusal, manner.errorType())));
  }

  static Json.Obj no(Refusal refusal, String wantedWord) {
    String why = wantedWord.isEmpty() ? refusal.kind().name().toLowerCase(Locale.ROOT) : wantedWord;
    return Json.object(
        "no", Json.object("why", why, "code", refusal.code(), "text", refusal.message()));
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new AskReader(facts.streaming());
  }

  @Override
  public Optional<SocketDialect> socket() {
    return Optional.of(new AskSocket());
  }

  @Override
  public Optional<ModelList> models() {
    return Optional.of(new AskModels());
  }
}
