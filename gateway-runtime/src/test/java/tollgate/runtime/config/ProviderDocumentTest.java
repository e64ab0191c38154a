package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

/** The predecessor's form of providers, field by field. */
class ProviderDocumentTest {

  private static final String INVALID = "The providers document is not valid: ";

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder).types("talk", "chat");
  }

  /** A valid entry with further members; of a name that stands twice the last one counts. */
  private static String entry(String members) {
    return """
    {"providers": [{"id": "a", "type": "chat", "paths": ["/v1/x"],
      "upstreamBaseUrl": "https://a.example", %s}]}\
    """
        .formatted(members);
  }

  private Installation document(String json) {
    return installation.environment("PROVIDERS_JSON", json);
  }

  private List<String> objections(String json) {
    return document(json).problems().stream()
        .map(ProblemReport::what)
        .map(what -> what.replace(INVALID, ""))
        .toList();
  }

  @Test
  void takesEveryField() {
    ProviderEntry provider =
        document(
                """
                {"providers": [{"id": " local ", "type": "chat",
                  "paths": ["/v1/chat/completions", "/v1/x"],
                  "upstreamBaseUrl": "https://a.example/api//", "upstreamPath": "/talk",
                  "models": ["llama", "qwen"], "headers": {"X-Team": "blue"},
                  "auth": {"type": "bearer", "env": "MY_KEY", "header": "x-token"},
                  "stripProviderField": false}]}
                """)
            .environment("MY_KEY", " sesame ")
            .settings()
            .providers()
            .getFirst();

    assertEquals(
        new ProviderEntry(
            "local",
            "chat",
            URI.create("https://a.example/api"),
            new Secret("sesame"),
            new ProviderAuth(ProviderAuth.Mode.BEARER, "x-token"),
            ProviderModels.serving("llama", "qwen"),
            new ProviderPaths(List.of("/v1/chat/completions", "/v1/x"), "/talk"),
            new ProviderDress(Headers.of("X-Team", "blue"), false),
            ProviderConnection.DIRECT,
            false,
            Map.of(),
            List.of(),
            List.of(),
            new ProviderPlace("providers[0]", "environment PROVIDERS_JSON")),
        provider);
  }

  @Test
  void preservesWhatTheClientSendsAndStripsTheFieldUnlessToldOtherwise() {
    ProviderEntry provider = document(entry("\"x\": 1")).settings().providers().getFirst();

    assertEquals(ProviderAuth.Mode.PRESERVE, provider.auth().mode());
    assertTrue(provider.dress().stripsProviderField());
    assertEquals(ProviderModels.ANY, provider.models());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                      | providers must be contained in an object",
        "\"x\"                   | providers must be contained in an object",
        "{}                      | providers: must be an array",
        "{\"providers\": {}}     | providers: must be an array",
        "{\"providers\": [1]}    | providers[0]: must be an object",
      })
  void wantsAnObjectWithAnArrayOfObjects(String json, String objection) {
    assertEquals(List.of(objection), objections(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\": 1               | id: must be a non-empty string",
        "\"id\": \" \"           | id: must be a non-empty string",
        "\"id\": \"A B\"         | id: must be lower-case letters, digits, dots, hyphens and"
            + " underscores",
        "\"type\": 7             | type: must be one of chat, talk",
        "\"type\": \"\"          | type: must be one of chat, talk",
        "\"paths\": \"/v1\"      | paths: must be a non-empty string array",
        "\"paths\": []           | paths: must be a non-empty string array",
        "\"paths\": [\"/a\", 1]  | paths[1]: must be a non-empty string",
        "\"paths\": [\" \"]      | paths[0]: must be a non-empty string",
        "\"paths\": [\"v1/x\"]   | paths[0]: must be the path of a request, such as /v1/x, without"
            + " a query",
        "\"upstreamBaseUrl\": 1  | upstreamBaseUrl: must be a non-empty http(s) URL string",
        "\"upstreamBaseUrl\": \"\" | upstreamBaseUrl: must be a non-empty http(s) URL string",
        "\"upstreamBaseUrl\": \"ftp://a\" | upstreamBaseUrl: must be an http(s) URL",
        "\"upstreamBaseUrl\": \"localhost:1\" | upstreamBaseUrl: must be an http(s) URL",
        "\"upstreamBaseUrl\": \"a b\" | upstreamBaseUrl: must be a parseable http(s) URL",
        "\"upstreamBaseUrl\": \"nowhere\" | upstreamBaseUrl: must be a parseable http(s) URL",
        "\"upstreamBaseUrl\": \"http://\" | upstreamBaseUrl: must be a parseable http(s) URL",
        "\"upstreamBaseUrl\": \"http://u:p@a\" | upstreamBaseUrl: must be an http(s) URL without"
            + " credentials, query or fragment",
        "\"upstreamPath\": \"\"  | upstreamPath: must be a non-empty string",
        "\"upstreamPath\": 1     | upstreamPath: must be a non-empty string",
        "\"upstreamPath\": null  | upstreamPath: must be a non-empty string",
        "\"models\": \"m\"       | models: must be a string array",
        "\"models\": [1]         | models: must be a string array",
        "\"headers\": []         | headers: must be an object",
        "\"headers\": {\" \": \"x\"} | headers: must not contain empty header names",
        "\"headers\": {\"X\": 1} | headers.X: must be a string",
        "\"headers\": {\"a b\": \"x\"} | headers.a b: must be a header field that can be sent",
        "\"stripProviderField\": 1 | stripProviderField: must be a boolean",
        "\"stripProviderField\": \"true\" | stripProviderField: must be a boolean",
      })
  void tellsWhatIsWrongWithAField(String members, String objection) {
    assertEquals(List.of("providers[0]." + objection), objections(entry(members)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"auth\": 1             | auth: must be a string or object",
        "\"auth\": null          | auth: must be a string or object",
        "\"auth\": \"basic\"     | auth: must be one of none, preserve, bearer, x-api-key",
        "\"auth\": {}            | auth.type: must be one of none, preserve, bearer, x-api-key",
        "\"auth\": {\"type\": 1} | auth.type: must be one of none, preserve, bearer, x-api-key",
        "\"auth\": {\"type\": \"own\"} | auth.type: must be one of none, preserve, bearer,"
            + " x-api-key",
        "\"auth\": {\"type\": \"none\", \"foo\": 1} | auth.foo is not supported",
        "\"auth\": {\"type\": \"bearer\", \"value\": 1, \"env\": \"SET\"} | auth.value: must be a"
            + " string",
        "\"auth\": {\"type\": \"bearer\", \"value\": \"a b\"} | auth.value: must lead to a secret"
            + " of visible ASCII characters without blanks",
        "\"auth\": {\"type\": \"bearer\", \"value\": \"s\", \"header\": \"a b\"} | auth.header:"
            + " must be the name of a header field",
        "\"auth\": \"bearer\"    | 'auth: must say where the token is: {\"type\": \"bearer\","
            + " \"env\": \"NAME_OF_A_VARIABLE\"}'",
        "\"auth\": {\"type\": \"x-api-key\"} | auth: must have env or value: where the token is",
        "\"auth\": {\"type\": \"bearer\", \"env\": \"UNSET\"} | auth.env: must name a variable that"
            + " is set; UNSET is not, or is empty",
        "\"auth\": {\"type\": \"bearer\", \"env\": \"BLANK\"} | auth.env: must name a variable that"
            + " is set; BLANK is not, or is empty",
      })
  void tellsWhatIsWrongWithTheWayToAuthenticate(String members, String objection) {
    installation.environment("SET", "sesame").environment("BLANK", "  ");

    assertEquals(List.of("providers[0]." + objection), objections(entry(members)));
  }

  @Test
  void tellsEverythingAtOnceWithTypesThatNoPluginBringsAndWithTheRestOfTheSettings() {
    installation.environment("TOLLGATE_LISTENER_PORT", "x");
    String json =
        """
        {"providers": [
          {"type": "oracle", "auth": {"type": "secret"}},
          {"id": "b", "type": "chat", "paths": ["/x"], "upstreamBaseUrl": "https://b.example"},
          "c"]}
        """;

    List<ProblemReport> problems = document(json).problems();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problems.getFirst().problem());
    assertEquals(
        List.of(
            "providers[0].id: must be a non-empty string",
            "providers[0].paths: must be a non-empty string array",
            "providers[0].upstreamBaseUrl: must be a non-empty http(s) URL string",
            "providers[0].auth.type: must be one of none, preserve, bearer, x-api-key",
            "providers[2]: must be an object",
            "providers[0].type: must be one of chat, talk"),
        problems.stream().skip(1).map(problem -> problem.what().replace(INVALID, "")).toList());
    for (ProblemReport problem : problems.subList(1, problems.size())) {
      assertEquals(SettingProblem.CONFIG_PROVIDERS, problem.problem());
      assertEquals("environment PROVIDERS_JSON", problem.where());
    }
  }

  @Test
  void leavesATypeThatNoPluginBringsToWhoOpensTheProviderWhereNothingElseIsWrong() {
    assertEquals(
        "oracle", document(entry("\"type\": \"oracle\"")).settings().providers().getFirst().type());
  }

  @Test
  void tellsNothingOfTheDocumentsSecrets() throws IOException {
    String json =
        entry(
            """
            "auth": {"type": "bearer", "value": "hidden-1"}, "headers": {"X-Api-Key": "hidden-2"}\
            """);

    LoadedSettings loaded = document(json).load();

    assertFalse(loaded.toString().contains("hidden-"), loaded.toString());
    assertEquals("hidden-1", loaded.settings().providers().getFirst().credential().reveal());
    String broken = json.replace("/v1/x", "").replace("hidden-1", "hidden 1");
    assertFalse(objections(broken).toString().contains("hidden"), objections(broken).toString());
    assertFalse(objections("{\"value\": hidden}").toString().contains("hidden"));
  }

  @Test
  void readsAFileUnlessTheDocumentIsGiven() throws IOException {
    installation
        .file("working/custom.json", entry("\"models\": [\"file\"]"))
        .environment("PROVIDERS_CONFIG_PATH", "custom.json");
    ProviderEntry fromFile = installation.settings().providers().getFirst();
    assertEquals(List.of("file"), fromFile.models().beginnings());
    assertEquals(
        new ProviderPlace("providers[0]", installation.working().resolve("custom.json").toString()),
        fromFile.place());

    document(" ");
    assertEquals(fromFile, installation.settings().providers().getFirst());

    document(entry("\"models\": [\"variable\"]"));
    LoadedSettings loaded = installation.load();
    assertEquals(
        List.of("variable"), loaded.settings().providers().getFirst().models().beginnings());
    assertEquals("providers.file", loaded.warnings().getFirst().path());
  }

  @Test
  void takesBothFromTheSettingsFileToo() throws IOException {
    installation
        .toml("[providers]\nfile = \"custom.json\"\n")
        .file("home/conf/custom.json", entry("\"models\": [\"file\"]"));
    assertEquals(1, installation.settings().providers().size());

    installation.toml(
        "[providers]\njson = '{\"providers\": [{\"id\": \"b\", \"type\": \"chat\", \"paths\":"
            + " [\"/x\"], \"upstreamBaseUrl\": \"http://localhost:1\"}]}'\n");
    assertEquals("b", installation.settings().providers().getFirst().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"providers\": [", "nothing", "{} {}"})
  void tellsOfTextThatIsNoJson(String text) {
    assertTrue(objections(text).getFirst().startsWith("it is no JSON, as byte "));
  }

  @Test
  void tellsOfAFileThatCannotBeRead() {
    ProblemReport problem =
        installation.environment("PROVIDERS_CONFIG_PATH", "none.json").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_UNREADABLE, problem.problem());
    assertEquals("environment PROVIDERS_CONFIG_PATH", problem.where());
  }

  @Test
  void addsToTheTablesAndTakesThePlaceOfOneWithTheSameId() throws IOException {
    installation.toml(
        """
        [[provider]]
        id = "a"
        type = "talk"
        default = true
        [[provider]]
        id = "z"
        type = "talk"
        """);
    document(
        """
        {"providers": [
          {"id": "new", "type": "chat", "paths": ["/1"], "upstreamBaseUrl": "https://n.example"},
          {"id": "a", "type": "chat", "paths": ["/1"], "upstreamBaseUrl": "https://a.example"},
          {"id": "new", "type": "chat", "paths": ["/2"], "upstreamBaseUrl": "https://n.example"}]}
        """);

    List<ProviderEntry> providers = installation.settings().providers();

    assertEquals(List.of("a", "z", "new"), providers.stream().map(ProviderEntry::id).toList());
    assertEquals("chat", providers.getFirst().type());
    assertTrue(providers.getFirst().byDefault(), "the place of the default stays the default's");
    assertEquals(List.of("/2"), providers.getLast().paths().served(), "the last one counts");
    assertTrue(
        installation.load().effective().stream()
            .noneMatch(shown -> shown.path().equals("provider.a.default")),
        "nothing is shown of what was replaced");
  }

  @Test
  void sharesTheCredentialOfATableWithTheSameAddress() throws IOException {
    installation
        .shippedProviders(
            "[[provider]]\nid = \"near\"\ntype = \"talk\"\nbase-url = \"http://localhost:8317\"\n")
        .environment("TOLLGATE_PROVIDER_NEAR_CREDENTIAL", "sesame");
    document(entry("\"upstreamBaseUrl\": \"http://localhost:8317/\""));

    ProviderEntry provider = installation.settings().providers().getLast();

    assertEquals(ProviderAuth.Mode.BEARER, provider.auth().mode());
    assertEquals("sesame", provider.credential().reveal());
  }

  @Test
  void warnsOfATokenThatIsNotSent() {
    String auth = "\"auth\": {\"type\": \"preserve\", \"value\": \"sesame\"}";

    assertEquals("providers[0].auth", document(entry(auth)).load().warnings().getFirst().path());
  }

  @Test
  void warnsOfFieldsThatMeanNothing() {
    List<ConfigWarning> warnings = document(entry("\"modles\": []")).load().warnings();

    assertEquals("providers[0].modles", warnings.getFirst().path());
  }
}
