package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.testkit.GoldenCase.textOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/**
 * What a dialect must do with requests and refusals; golden cases are described at {@link
 * tollgate.testkit}. Replies and WebSockets are the matter of {@link ReplyContract} and {@link
 * SocketContract}, which this extends.
 */
public abstract class DialectContract extends SocketContract {

  private static final long FEW_TOKENS = 4_321;

  /** For subclasses. */
  protected DialectContract() {}

  /** Whether an output limit can be set in the billable request of a case. */
  protected boolean limitsOutput(String goldenCase) {
    return true;
  }

  /** Whether the model stands in the path rather than in the body. */
  protected boolean namesModelInPath() {
    return false;
  }

  /** Whether the dialect lists models. */
  protected boolean listsModels() {
    return false;
  }

  private List<GoldenCase> readable() {
    return goldenCases(golden -> golden.kind() == CaseKind.DIALECT && golden.has("facts.json"));
  }

  private List<GoldenCase> billable() {
    return readable().stream()
        .filter(golden -> golden.has("request.json") && facts(golden).billable())
        .toList();
  }

  private RequestFacts readEdited(GoldenCase golden, ClientHead head, Wanted wanted) {
    var edits = dialect().adapt(facts(golden), wanted);
    Json body = Edits.apply(JsonTree.toJson(golden.request()), edits);
    return read(head, JsonTree.parse(Json.encode(body)));
  }

  @Test
  public void hasEndpointsAndCases() {
    assertFalse(dialect().endpoints().isEmpty(), "endpoints");
    assertFalse(readable().isEmpty(), "cases with facts.json");
  }

  @TestFactory
  final Stream<DynamicTest> readsTheFactsOfARequest() {
    return each(readable(), golden -> FactsFile.compare(golden.json("facts.json"), facts(golden)));
  }

  @TestFactory
  final Stream<DynamicTest> namesItselfInTheFacts() {
    return each(readable(), golden -> assertEquals(dialect().id(), facts(golden).dialect()));
  }

  @TestFactory
  final Stream<DynamicTest> refusesAMalformedRequestByItsField() {
    return each(
        goldenCases(golden -> golden.has("malformed.json")),
        golden -> {
          var malformed =
              assertThrows(
                  MalformedRequest.class, () -> dialect().read(head(golden), golden.request()));
          JsonView wanted = golden.json("malformed.json");
          assertEquals(textOf(wanted.at("/pointer"), ""), malformed.pointer());
          String message = String.valueOf(malformed.getMessage());
          assertTrue(message.contains(textOf(wanted.at("/message"), "")), message);
        });
  }

  @TestFactory
  final Stream<DynamicTest> survivesGarbledRequests() {
    return each(
        readable(),
        golden -> {
          if (golden.request().exists()) {
            Garble.variants(JsonTree.toJson(golden.request()))
                .forEach(body -> readOrRefuse(head(golden), JsonTree.parse(Json.encode(body))));
          }
          readOrRefuse(head(golden), JsonTree.missing());
        });
  }

  private void readOrRefuse(ClientHead head, JsonView body) {
    try {
      RequestFacts facts = dialect().read(head, body);
      dialect().adapt(facts, Wanted.METERED);
    } catch (MalformedRequest refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty(), "no message");
    }
  }

  @TestFactory
  final Stream<DynamicTest> adaptsARequestAsItsCasesSay() {
    return goldenCases(golden -> golden.kind() == CaseKind.DIALECT).stream()
        .flatMap(golden -> each(golden.variants("adapt", ".json"), file -> adapt(golden, file)));
  }

  private void adapt(GoldenCase golden, String file) {
    JsonView expected = golden.json(file);
    JsonView wish = expected.at("/wanted");
    var wanted =
        new Wanted(
            textOf(wish.at("/model"), ""),
            wish.at("/maxOutputTokens").asLong().orElse(0),
            !wish.at("/usageInStream").exists() || wish.at("/usageInStream").isTrue());

    assertEquals(
        Edits.read(expected.at("/edits")),
        Edits.comparable(dialect().adapt(facts(golden), wanted)),
        "edits");
    assertEquals(
        textOf(expected.at("/path"), head(golden).path()),
        dialect().adaptPath(head(golden), wanted),
        "path");
  }

  @TestFactory
  final Stream<DynamicTest> asksForTheWantedModel() {
    var wanted = new Wanted("another-model", 0, false);
    return each(
        billable(),
        golden -> {
          ClientHead head = head(golden);
          String path = dialect().adaptPath(head, wanted);
          var changed = new ClientHead(head.method(), path, head.query(), head.headers());

          assertEquals("another-model", readEdited(golden, changed, wanted).model());
          assertEquals(namesModelInPath(), !path.equals(head.path()), "the path changed");
        });
  }

  @TestFactory
  final Stream<DynamicTest> keepsWithinTheWantedOutputLimit() {
    var wanted = new Wanted("", FEW_TOKENS, false);
    return each(
        billable(),
        golden -> {
          long own = facts(golden).maxOutputTokens();
          boolean lowered = limitsOutput(golden.name()) && (own == 0 || own > FEW_TOKENS);
          long limit = readEdited(golden, head(golden), wanted).maxOutputTokens();

          assertEquals(lowered ? FEW_TOKENS : own, limit);
        });
  }

  @TestFactory
  final Stream<DynamicTest> leavesAnAdaptedRequestAlone() {
    return each(
        billable(),
        golden -> {
          var adapted = readEdited(golden, head(golden), Wanted.METERED);

          assertEquals(List.of(), dialect().adapt(adapted, Wanted.METERED));
        });
  }

  @TestFactory
  final Stream<DynamicTest> refusesInItsOwnShape() {
    return each(
        List.of(RefusalKind.values()),
        kind -> {
          var refusal =
              new Refusal(
                  kind,
                  "some.code",
                  "A \"quoted\" sentence, 漢字.",
                  "Do\nthis.",
                  Samples.REFUSAL.retryAfter(),
                  Samples.REFUSAL.callId());
          var manner = new Manner(418, "own_word", Headers.of("x-should-retry", "false"));
          WireReply reply = dialect().refuse(refusal, manner);

          assertEquals(418, reply.status());
          assertEquals("false", reply.headers().first("x-should-retry"));
          assertFalse(reply.headers().has("content-length"), "the gateway sets the length");
          String body = JsonTree.toJson(JsonTree.parse(reply.body())).toString();
          assertTrue(body.contains(refusal.sentence()), "the body says the sentence: " + body);
          assertTrue(body.contains("own_word"), "the body says the wanted error type: " + body);
        });
  }

  @TestFactory
  final Stream<DynamicTest> refusesAsItsCasesSay() {
    return goldenCases(golden -> true).stream()
        .flatMap(golden -> each(golden.variants("refusal", ".json"), file -> refuse(golden, file)));
  }

  private void refuse(GoldenCase golden, String file) {
    JsonView wanted = golden.json(file);
    Refusal refusal = RefusalFile.read(wanted.at("/refusal"));
    WireReply reply =
        dialect().refuse(refusal, MannerFile.read(wanted.at("/manner"), refusal.kind()));

    assertEquals(wanted.at("/status").asLong().orElseThrow(), reply.status(), "status");
    GoldenCase.texts(wanted.at("/headers"))
        .forEach((name, value) -> assertEquals(value, reply.headers().first(name), name));
    assertEquals(
        JsonTree.toJson(wanted.at("/body")),
        JsonTree.toJson(JsonTree.parse(new String(reply.body(), StandardCharsets.UTF_8))),
        "body");
  }

  @Test
  public void listsModelsOnlyIfItSaysSo() {
    assertEquals(listsModels(), dialect().models().isPresent());
    assertEquals(listsModels(), !goldenCases(ModelListCase::isOne).isEmpty(), "cases of lists");
  }

  @TestFactory
  final Stream<DynamicTest> listsModelsAsItsCasesSay() {
    return each(
        goldenCases(ModelListCase::isOne),
        golden -> new ModelListCase(golden).holds(dialect().models().orElseThrow()));
  }
}
