package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.DialectId;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;
import tollgate.runtime.config.ProviderPlace;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

class ProviderRegistryTest {
  private static final DialectId SIGNS = new DialectId("signs");

  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<ProviderTransform> transforms =
      List.of(new Family("plain", Providers.TALK), new Family("signing", SIGNS));

  /** Opens providers that tell when they are opened and closed. */
  private final class Family implements ProviderTransform {
    private final String id;
    private final DialectId dialect;

    Family(String id, DialectId dialect) {
      this.id = id;
      this.dialect = dialect;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public List<SettingSpec> settingsSchema() {
      return List.of(
          new SettingSpec("region", "where", false, "eu"),
          new SettingSpec("tone", "how", false, ""));
    }

    @Override
    public Provider open(ProviderSettings settings) {
      if (settings.values().get("region").equals("nowhere")) {
        throw new IllegalArgumentException("there is no region \"nowhere\"");
      }
      opened.add(settings.id() + " " + settings.baseUrl() + " " + settings.values().get("region"));
      return new Providers.Plain() {
        @Override
        public Set<DialectId> dialects() {
          return Set.of(dialect);
        }

        @Override
        public void close() {
          closed.add(settings.id());
        }
      };
    }
  }

  private static ProviderConfig config(String id, String... models) {
    return sketch(id).serving(models).config();
  }

  private static ProviderSketch sketch(String id) {
    return ProviderSketch.of(id, "plain").at(URI.create("http://localhost:1/"));
  }

  private static ProviderConfig config(
      String id, String type, String url, boolean byDefault, String... models) {
    return ProviderSketch.of(id, type)
        .at(URI.create(url))
        .byDefault(byDefault)
        .serving(models)
        .config();
  }

  @Test
  void servesThePathsItNamesAndNoOther() {
    var registry =
        registry(
            config("home", "plain", "http://localhost:1", true),
            sketch("chat").on("/v1/chat", "/v1/talk").config(),
            sketch("named").serving("m-").on("/v1/chat").config());

    assertEquals(
        List.of("chat", "home"), ids(registry.candidates(Providers.TALK, "m-1", "/v1/talk")));
    assertEquals(
        List.of("named", "chat", "home"),
        ids(registry.candidates(Providers.TALK, "m-1", "/v1/chat")));
    assertEquals(List.of("home"), ids(registry.candidates(Providers.TALK, "", "/v1/chat/x")));
  }

  private ProviderRegistry registry(ProviderConfig... configs) {
    return ProviderRegistry.EMPTY.successor(List.of(configs), transforms);
  }

  private static List<String> ids(List<OpenProvider> providers) {
    return providers.stream().map(OpenProvider::id).toList();
  }

  @Test
  void prefersTheLongestNameThenAnyThenTheDefault() {
    var registry =
        registry(
            config("any"),
            config("short", "m-"),
            config("home", "plain", "http://h", true, "z"),
            config("long", "other", "m-large"),
            config("signing", "signing", "http://h", false, "m-large-2"));

    assertEquals(
        List.of("long", "short", "any", "home"),
        ids(registry.candidates(Providers.TALK, "m-large-2", "/v1/talk")));
    assertEquals(
        "short", registry.select(Providers.TALK, "M-Small", "/v1/talk").orElseThrow().id());
    assertEquals("home", registry.select(Providers.TALK, "zebra", "/v1/talk").orElseThrow().id());
    assertEquals(
        "any", registry.select(Providers.TALK, "unheard-of", "/v1/talk").orElseThrow().id());
    assertEquals("signing", registry.select(SIGNS, "m-large-2", "/v1/talk").orElseThrow().id());
    assertTrue(registry.select(SIGNS, "m-small", "/v1/talk").isEmpty());
  }

  @Test
  void prefersTheDefaultAmongThoseThatTakeAnyModel() {
    var registry =
        registry(config("first"), config("home", "plain", "http://h", true), config("last"));

    assertEquals(
        List.of("home", "first", "last"),
        ids(registry.candidates(Providers.TALK, "model", "/v1/talk")));
    assertEquals(
        List.of("home", "first", "last"), ids(registry.candidates(Providers.TALK, "", "/v1/talk")));
    assertEquals(
        List.of("home", "first", "last"), ids(registry.candidates(DialectId.NONE, "", "/v1/talk")));
  }

  @Test
  void findsByIdWhateverTheModel() {
    var registry = registry(config("one", "a"), config("two", "b"));

    assertEquals("two", registry.find("two").orElseThrow().id());
    assertTrue(registry.find("three").isEmpty());
    assertEquals(List.of("one", "two"), ids(registry.list()));
  }

  private static ProviderConfig routed(String id, Routing routing) {
    return sketch(id).routing(routing).config();
  }

  private static ProviderConfig backed(String id, String... fallback) {
    return routed(id, new Routing(List.of(fallback), List.of()));
  }

  @Test
  void aChainIsAProvidersOwnListThenTheListsOfThoseOnIt() {
    var registry =
        registry(
            backed("one", "two", "three"),
            backed("two", "four"),
            backed("three"),
            backed("four", "three"));

    assertEquals(
        List.of("two", "three", "four"),
        ids(registry.standIns(registry.find("one").orElseThrow())));
    assertEquals(List.of(), registry.standIns(registry.find("three").orElseThrow()));
  }

  @Test
  void refusesChainsThatLeadNowhereOrBack() {
    var wrong =
        List.of(
            backed("lost", "nobody"),
            backed("double", "fine", "fine"),
            backed("self", "self"),
            backed("there", "back"),
            backed("back", "there"),
            backed("fine"));

    var thrown =
        assertThrows(
            ProblemException.class, () -> ProviderRegistry.EMPTY.successor(wrong, transforms));

    var sentences = thrown.reports().stream().map(ProblemReport::what).toList();
    assertEquals(5, sentences.size(), String.join("\n", sentences));
    assertTrue(sentences.get(0).contains("\"nobody\" is no provider"), sentences::toString);
    assertTrue(sentences.get(1).contains("twice"), sentences::toString);
    for (String sentence : sentences.subList(2, 5)) {
      assertTrue(sentence.contains("leads back to itself"), sentences::toString);
    }
  }

  @Test
  void isOpenedOnceForEveryCredential() {
    var credentials =
        List.of(new NamedCredential("a", "secret-a"), new NamedCredential("b", "secret-b"));
    var provider = registry(routed("many", new Routing(List.of(), credentials))).list().getFirst();

    assertEquals(2, opened.size());
    assertEquals(
        List.of("a", "b"), provider.perLogin().stream().map(OpenProvider::account).toList());
    assertTrue(!provider.config().toString().contains("secret"), "shown nowhere");

    provider.close();
    assertEquals(List.of("many", "many"), closed);
  }

  @Test
  void handsTheTransformItsSettingsWithDefaults() {
    var _ =
        registry(config("plain-one"), sketch("elsewhere").values(Map.of("region", "us")).config());

    assertEquals(
        List.of("plain-one http://localhost:1 eu", "elsewhere http://localhost:1 us"), opened);
  }

  @Test
  void keepsWhatOnlyStandsElsewhereInTheSettings() {
    var before = registry(config("same"));
    var elsewhere =
        sketch("same").place(new ProviderPlace("provider.same", "tollgate.toml line 7")).config();

    var after = before.successor(List.of(elsewhere), transforms);

    assertSame(before.find("same").orElseThrow(), after.find("same").orElseThrow());
  }

  @Test
  void keepsWhatHasNotChanged() {
    var before = registry(config("same"), config("moved"));
    var after =
        before.successor(
            List.of(config("moved", "plain", "http://elsewhere", false), config("same")),
            transforms);

    assertSame(
        before.find("same").orElseThrow().provider(), after.find("same").orElseThrow().provider());
    assertNotSame(
        before.find("moved").orElseThrow().provider(),
        after.find("moved").orElseThrow().provider());
    assertEquals(List.of(), closed, "whoever still uses the old one closes it");
  }

  @Test
  void opensAnewWhenThePluginWasReloaded() {
    var before = registry(config("same"));
    var after =
        before.successor(List.of(config("same")), List.of(new Family("plain", Providers.TALK)));

    assertNotSame(
        before.find("same").orElseThrow().provider(), after.find("same").orElseThrow().provider());
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceAndLeavesNothingOpen() {
    var before = registry(config("kept"));
    var wrong =
        List.of(
            config("kept"),
            config("fine"),
            config("fine"),
            config("Bad Id"),
            config("typeless", "unheard-of", "http://h", true),
            config("default-two", "plain", "http://h", true),
            config("no-host", "plain", "http:/path", false),
            config("ftp", "plain", "ftp://h", false),
            config("query", "plain", "http://h/?a=b", false),
            sketch("unknown").values(Map.of("colour", "red")).config(),
            sketch("refused").values(Map.of("region", "nowhere")).config());

    ProblemException thrown;
    try (var events = new RecordedEvents()) {
      thrown = assertThrows(ProblemException.class, () -> before.successor(wrong, transforms));
      assertEquals(9, events.count(ChangeEvent.PROVIDER_CONFIG_INVALID));
      assertEquals("provider.refused", events.field(ChangeEvent.PROVIDER_CONFIG_INVALID, "path"));
    }

    var sentences = thrown.reports().stream().map(ProblemReport::what).toList();
    assertEquals(9, sentences.size(), String.join("\n", sentences));
    assertTrue(sentences.toString().contains("no region"), sentences.toString());
    assertTrue(
        sentences.toString().contains("must be one of plain, signing"), sentences.toString());
    assertTrue(sentences.toString().contains("[colour]"), sentences.toString());
    assertTrue(closed.contains("fine"), "what was opened in vain is closed");
    assertTrue(!closed.contains("kept"), "what serves goes on");
  }
}
