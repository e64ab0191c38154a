package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.testkit.GoldenCase.textOf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.api.tool.ToolDetector;

/** What a tool detector must do; golden cases are described at {@link tollgate.testkit}. */
public abstract class ToolDetectorContract extends PluginContract {

  private static final int MOST_HEADERS = 10_000;

  /** For subclasses. */
  protected ToolDetectorContract() {}

  /** The detector under test; override where the jar brings several. */
  protected ToolDetector detector() {
    return plugin().toolDetectors().getFirst();
  }

  /** Whether the tool says which session a call belongs to. */
  protected boolean tellsSessions() {
    return true;
  }

  /** Whether the tool says which agent of a session made a call. */
  protected boolean tellsAgents() {
    return false;
  }

  /** Whether the tool says which installation of it made a call. */
  protected boolean tellsInstances() {
    return false;
  }

  @Override
  final int contributions() {
    return plugin().toolDetectors().size();
  }

  private List<GoldenCase> cases(boolean recognised) {
    return goldenCases(golden ->
        golden.has("identity.json")
            && (golden.json("identity.json").kind() == Kind.OBJECT) == recognised);
  }

  private Optional<Identity> detect(GoldenCase golden) {
    return detector().detect(golden.head("/"), FactsFile.read(golden.json("facts.json")));
  }

  @Test
  public void namesItsTool() {
    assertTrue(detector().tool().matches("[a-z0-9]+(-[a-z0-9]+)*"), detector().tool());
  }

  @Test
  public void hasACaseThatItRecognisesAndOneThatItDoesNot() {
    assertFalse(cases(true).isEmpty(), "no case with an identity");
    assertFalse(cases(false).isEmpty(), "no case whose identity.json is null");
  }

  @TestFactory
  final Stream<DynamicTest> recognisesItsTool() {
    return each(
        cases(true),
        golden -> {
          Identity identity = detect(golden).orElseThrow(() -> new AssertionError("unrecognised"));
          compare(golden.json("identity.json"), identity);
        });
  }

  private static void compare(JsonView wanted, Identity identity) {
    part("tool", wanted, identity.tool());
    part("version", wanted, identity.version());
    part("evidence", wanted, identity.evidence().name());
    part("instance", wanted, identity.instance());
    part("session", wanted, identity.session());
    part("agent", wanted, identity.agent());
    part("parentAgent", wanted, identity.parentAgent());
    if (wanted.at("/proof").exists()) {
      part("proof", wanted, identity.proof());
    }
    assertFalse(identity.proof().isEmpty(), "an identity says what proves it");
  }

  private static void part(String name, JsonView wanted, String actual) {
    assertEquals(textOf(wanted.at("/" + name), ""), actual, name);
  }

  @TestFactory
  final Stream<DynamicTest> staysSilentAboutOthers() {
    return each(cases(false), golden -> assertEquals(Optional.empty(), detect(golden)));
  }

  @TestFactory
  final Stream<DynamicTest> answersTheSameTwice() {
    return each(cases(true), golden -> assertEquals(detect(golden), detect(golden)));
  }

  @Test
  public void tellsWhatItClaimsToTell() {
    assertEquals(tellsSessions(), someCaseHas(Identity::session), "sessions in golden cases");
    assertEquals(tellsAgents(), someCaseHas(Identity::agent), "agents in golden cases");
    assertEquals(tellsInstances(), someCaseHas(Identity::instance), "instances in golden cases");
  }

  private boolean someCaseHas(Function<Identity, String> part) {
    return cases(true).stream()
        .anyMatch(golden -> detect(golden).map(part).filter(text -> !text.isEmpty()).isPresent());
  }

  @Test
  public void staysSilentWhenNothingSpeaks() {
    var head = new ClientHead("GET", "/", "", Headers.none());

    assertEquals(Optional.empty(), detector().detect(head, RequestFacts.unread()));
  }

  @Test
  public void survivesHeadersWithoutMeasure() {
    var fields = Collections.nCopies(2 * MOST_HEADERS, "x".repeat(100)).toArray(String[]::new);
    var head = new ClientHead("POST", "/v1/x", "a=%", Headers.of(fields));

    assertEquals(Optional.empty(), detector().detect(head, RequestFacts.unread()));
  }

  @TestFactory
  final Stream<DynamicTest> survivesEmptyAndForeignValues() {
    return each(
        cases(true),
        golden -> {
          ClientHead head = golden.head("/");
          for (String value : List.of("", " ", "\u0000", "é漢🙂", "{", "x".repeat(100_000))) {
            var broken = new Headers[] {Headers.none()};
            head.headers().forEach((name, _) -> broken[0] = broken[0].with(name, value));
            var answer =
                detector()
                    .detect(
                        new ClientHead(head.method(), head.path(), head.query(), broken[0]),
                        FactsFile.read(golden.json("facts.json")));
            assertTrue(answer.isEmpty() || !answer.get().tool().isEmpty(), "a tool without a name");
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> wantsRefusalsAsItsCasesSay() {
    return goldenCases(golden -> !golden.variants("manners", ".json").isEmpty()).stream()
        .flatMap(
            golden -> each(golden.variants("manners", ".json"), file -> manners(golden, file)));
  }

  private void manners(GoldenCase golden, String file) {
    JsonView wanted = golden.json(file);
    var manners = detector().manners(new DialectId(textOf(wanted.at("/dialect"), "none")));
    for (var member : wanted.at("/manners").members()) {
      var kind = RefusalKind.valueOf(member.name());
      Manner manner = manners.getOrDefault(kind, Manner.plain(kind));
      assertEquals(MannerFile.read(member.value(), kind), manner, member.name());
    }
  }

  @Test
  public void asksForErrorStatusesOnly() {
    for (String dialect : List.of("none", "openai-chat", "anthropic-messages", "never-heard-of")) {
      detector()
          .manners(new DialectId(dialect))
          .forEach((kind, manner) ->
              assertTrue(manner.status() >= 400 && manner.status() <= 599, kind.name()));
    }
  }
}
