package tollgate.dialect.gemini;

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
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * {@code POST /{version}/models/{model}:generateContent}, {@code :streamGenerateContent} and, free
 * of charge, {@code :countTokens}, in the versions {@code v1}, {@code v1beta} and {@code v1alpha}.
 * The path names the model and says whether the reply streams; {@code alt=sse} makes the stream
 * server-sent events, otherwise it is one JSON array.
 *
 * <p>Every other action of a model, and those of models that lie elsewhere ({@code tunedModels},
 * publishers' models), is taken to cost money as well: the body names no model, so that nobody else
 * would see that the path does.
 *
 * <p>Hints given with the facts, where the body holds them: the texts {@code /cachedContent},
 * {@code /serviceTier} and {@code /service_tier}; {@code /generationConfig} or {@code
 * /generation_config} as {@code object}; the output limit under the pointer the client used; and
 * {@value RequestReading#SINGLE} as {@code true} for an action that writes no text.
 */
final class GeminiDialect implements Dialect {

  static final DialectId ID = new DialectId("gemini");

  @Override
  public DialectId id() {
    return ID;
  }

  @Override
  public List<Endpoint> endpoints() {
    return Stream.of("v1", "v1beta", "v1alpha")
        .flatMap(version ->
            ModelPath.COLLECTIONS.stream()
                .map(models -> Endpoint.post("/" + version + models + "{model}:{action}")))
        .toList();
  }

  @Override
  public RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    return RequestReading.read(ModelPath.of(head.path()), body);
  }

  @Override
  public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
    return Adaptation.edits(facts, wanted);
  }

  @Override
  public String adaptPath(ClientHead head, Wanted wanted) {
    ModelPath path = ModelPath.of(head.path());
    boolean other = !wanted.model().isEmpty() && !wanted.model().equals(path.model());
    return other ? path.withModel(wanted.model()) : head.path();
  }

  @Override
  public WireReply refuse(Refusal refusal, Manner manner) {
    return ErrorShape.reply(refusal, manner);
  }

  @Override
  public ReplyReader reader(RequestFacts facts, ReplyHead head) {
    return new ContentReader(facts, head);
  }

  @Override
  public Optional<ModelList> models() {
    return Optional.of(new GeminiModels());
  }
}
