package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class ProviderTablesTest {

  private static final String LEAST = "[[provider]]\nid = \"local\"\ntype = \"chat\"\n";

  private static final String EVERY_NAME =
      LEAST
          + """
          base-url = "https://up.example/api/"
          credential = "sesame"
          models = ["llama", "qwen3"]
          default = true
          protocol = "h2"
          auth = "x-api-key"
          auth-header = "api-key"
          paths = ["/v1/a", "/v1/b"]
          upstream-path = "/c"
          strip-provider-field = false
          strip-model-prefix = "meta/"
          proxy = "http://joe:s%40p@proxy.example:3128"
          dialects = ["one", "two"]
          strict = true
          [provider.headers]
          X-Team = "blue"
          [provider.model-map]
          fast = "llama-4-8b"
          "gpt-4.1" = "llama-4"
          """;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void hasDefaultsForAllButIdAndType() throws IOException {
    assertEquals(
        new ProviderEntry(
            "local",
            "chat",
            URI.create(""),
            Secret.NONE,
            ProviderAuth.OWN,
            ProviderModels.ANY,
            ProviderPaths.ALL,
            ProviderDress.PLAIN,
            ProviderConnection.DIRECT,
            false,
            Map.of(),
            List.of(),
            List.of(),
            place()),
        installation.toml(LEAST).settings().providers().getFirst());
  }

  private ProviderPlace place() {
    return new ProviderPlace("provider.local", installation.file() + " line 1");
  }

  @Test
  void takesEveryNameFromTheFile() throws IOException {
    ProviderEntry provider = installation.toml(EVERY_NAME).settings().providers().getFirst();

    assertEquals(
        new ProviderEntry(
            "local",
            "chat",
            URI.create("https://up.example/api"),
            new Secret("sesame"),
            new ProviderAuth(ProviderAuth.Mode.X_API_KEY, "api-key"),
            new ProviderModels(
                List.of("llama", "qwen3"),
                Map.of("fast", "llama-4-8b", "gpt-4.1", "llama-4"),
                "meta/"),
            new ProviderPaths(List.of("/v1/a", "/v1/b"), "/c"),
            new ProviderDress(Headers.of("X-Team", "blue"), false),
            new ProviderConnection(
                HttpProtocol.H2,
                new OutboundProxy("proxy.example", 3128, "joe", new Secret("s@p")),
                List.of()),
            true,
            Map.of("dialects", "one,two", "strict", "true"),
            List.of(),
            List.of(),
            place()),
        provider);
  }

  @Test
  void usesTheShippedProvidersUntilTheSettingsNameOne() throws IOException {
    installation.shippedProviders("[[provider]]\nid = \"shipped\"\ntype = \"chat\"\n");
    assertEquals("shipped", installation.settings().providers().getFirst().id());

    installation.toml(LEAST);

    assertEquals(
        List.of("local"),
        installation.settings().providers().stream().map(ProviderEntry::id).toList());
  }

  @Test
  void letsVariablesOverrideAddressAndCredential() throws IOException {
    ProviderEntry provider =
        installation
            .toml(LEAST + "base-url = \"http://a\"\ncredential-env = \"UNSET\"\n")
            .environment("TOLLGATE_PROVIDER_LOCAL_BASE_URL", "http://b:1")
            .environment("TOLLGATE_PROVIDER_LOCAL_CREDENTIAL", "sesame")
            .settings()
            .providers()
            .getFirst();

    assertEquals(URI.create("http://b:1"), provider.baseUrl());
    assertEquals("sesame", provider.credential().reveal());
  }

  @Test
  void readsTheCredentialFromAVariableOrAFile() throws IOException {
    installation.toml(LEAST + "credential-env = \"MY_KEY\"\n").envFile("MY_KEY=one");
    assertEquals("one", credential());

    installation.environment("MY_KEY", "two");
    assertEquals("two", credential());

    installation
        .toml(LEAST + "credential-file = \"key.txt\"\n")
        .file("home/conf/key.txt", "three\n");
    assertEquals("three", credential());
  }

  @Test
  void takesSeveralCredentialsAndThoseWhoStandIn() throws IOException {
    ProviderEntry provider =
        installation
            .toml(
                LEAST
                    + """
                    fallback = ["second", "third"]
                    [[provider.account]]
                    name = "work"
                    credential-env = "WORK_KEY"
                    [[provider.account]]
                    name = "home"
                    credential = "three"
                    """)
            .environment("WORK_KEY", "two")
            .environment("TOLLGATE_PROVIDER_LOCAL_CREDENTIAL", "sesame")
            .settings()
            .providers()
            .getFirst();

    assertEquals(List.of("second", "third"), provider.fallback());
    assertEquals(
        List.of(
            new AccountEntry("work", new Secret("two")),
            new AccountEntry("home", new Secret("three"))),
        provider.accounts());
  }

  @ParameterizedTest
  @CsvSource({
    "name = \"Work\", an account's name must be",
    "name = \"a\", its account \"a\" has no credential",
    "name = \"a\"@credential-env = \"UNSET\", the variable UNSET that holds its credential",
    "name = \"a\"@credential = \"b\"@weight = 3, an account has no [weight]",
    "name = \"a\"@credential = \"b\"@[[provider.account]]@name = \"a\"@credential = \"c\","
        + " it has two accounts named",
  })
  void tellsOfAccountsThatCannotBeUsed(String lines, String words) throws IOException {
    ProblemReport problem =
        installation
            .toml(LEAST + "[[provider.account]]\n" + lines.replace("@", "\n") + "\n")
            .problems()
            .getFirst();

    assertEquals(SettingProblem.PROVIDER_INVALID, problem.problem());
    assertTrue(problem.what().contains(words), problem.what());
  }

  @Test
  void anAccountBesideACredentialIsOneTooMany() throws IOException {
    ProblemReport problem =
        installation
            .toml(
                LEAST
                    + "credential = \"x\"\n"
                    + "[[provider.account]]\n"
                    + "name = \"a\"\n"
                    + "credential = \"b\"\n")
            .problems()
            .getFirst();

    assertTrue(problem.what().contains("each account has its own"), problem.what());
  }

  private String credential() {
    return installation.settings().providers().getFirst().credential().reveal();
  }

  @ParameterizedTest
  @CsvSource({
    "credential-env = \"UNSET\", the variable UNSET that holds its credential is not set",
    "credential-file = \"missing\", the file with its credential cannot be read",
    "credential = \"a b\", its credential is not a secret of visible ASCII",
    "credential = \"a\"@credential-env = \"B\", it has credential and credential-env",
    "headers = { \"a b\" = \"c\" }, is no header field",
    "auth = \"bearer\", its auth sends a credential and it has none",
    "auth = \"none\"@credential = \"x\", its auth is none",
    "auth-header = \"x-key\", its auth-header needs auth",
    "model-map = { a = \"\" }, its model-map needs names in quotes",
    "model-map = { a = 1 }, its model-map needs names in quotes",
    "model-map = { m-4.1 = \"x\" }, a name with dots; m-4...; needs quotes",
  })
  void tellsOfWhatCannotBeUsed(String line, String words) throws IOException {
    ProblemReport problem =
        installation.toml(LEAST + line.replace("@", "\n") + "\n").problems().getFirst();

    assertEquals(SettingProblem.PROVIDER_INVALID, problem.problem());
    String what = problem.what().replace(",", "").replace(";", ""); // commas part the columns
    assertTrue(what.contains(words.replace(";", "")), problem.what());
    assertTrue(problem.where().startsWith(installation.file().toString()), problem.where());
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, \"https://p:1\"",
    "proxy, \"http://p:1/x\"",
    "proxy, \"socks5://p:1080\"",
    "auth, \"basic\"",
    "auth-header, \"a b\"",
    "paths, [\"v1/x\"]",
    "paths, [\"/v1?x\"]",
    "upstream-path, \"x\"",
    "strip-provider-field, \"maybe\"",
    "ca-file, \"missing.pem\"",
  })
  void refusesAValueThatIsNoneByNameAndLine(String name, String value) throws IOException {
    ProblemReport problem =
        installation.toml(LEAST + name + " = " + value + "\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problem.problem());
    assertTrue(problem.what().contains("\"provider.local." + name + "\""), problem.what());
    assertEquals(installation.file() + " line 4", problem.where());
  }

  @Test
  void tellsOfATableItDoesNotKnow() throws IOException {
    ProblemReport problem =
        installation.toml(LEAST + "[provider.model-maps]\nx = \"y\"\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_UNKNOWN_SETTING, problem.problem());
    assertTrue(problem.fix().contains("\"provider.local.model-map\""), problem.fix());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "localhost:8317",
        "http://",
        "http://user:pw@a",
        "http://a?x=1",
        "http://a#b",
        "http://a:99999",
        "http://a b"
      })
  void refusesAnAddressThatIsNotOne(String url) throws IOException {
    ProblemReport problem =
        installation.toml(LEAST + "base-url = \"" + url + "\"\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problem.problem());
    assertEquals(installation.file() + " line 4", problem.where());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[::1]:8317", "https://a.example:1/deep/path", "HTTP://LOCALHOST"})
  void takesAnAddressThatIsOne(String url) throws IOException {
    assertEquals(
        URI.create(url),
        installation
            .toml(LEAST + "base-url = \"" + url + "/\"\n")
            .settings()
            .providers()
            .getFirst()
            .baseUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "base_url, base-url",
    "baseUrl, base-url",
    "modles, models",
    "credentail, credential"
  })
  void asksWhetherASlipWasMeant(String slip, String meant) throws IOException {
    ProblemReport problem = installation.toml(LEAST + slip + " = \"x\"\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_UNKNOWN_SETTING, problem.problem());
    assertTrue(problem.fix().contains("\"provider.local." + meant + "\""), problem.fix());
  }

  @Test
  void tellsOfAMissingIdAndAMissingType() throws IOException {
    List<ProblemReport> problems =
        installation.toml("[[provider]]\ntype = \"x\"\n[[provider]]\nid = \"a\"\n").problems();

    assertEquals(2, problems.size());
    assertTrue(problems.get(0).what().contains("its id must be"), problems.get(0).what());
    assertTrue(
        problems.get(1).what().contains("provider.a.type: must be one of chat, talk"),
        problems.get(1).what());
  }

  @Test
  void tellsOfAnIdUsedTwiceAndOfTwoDefaults() throws IOException {
    List<ProblemReport> problems =
        installation.toml((LEAST + "default = true\n").repeat(2)).problems();

    assertEquals(
        List.of(SettingProblem.CONFIG_CONFLICT, SettingProblem.PROVIDER_INVALID),
        problems.stream().map(ProblemReport::problem).toList());
  }

  @Test
  void warnsOfACredentialThatTravelsInTheClear() throws IOException {
    String key = "credential = \"sesame\"\n";
    installation.toml(LEAST + key + "base-url = \"http://up.example\"\n");
    assertEquals("provider.local.base-url", installation.load().warnings().getFirst().path());

    installation.toml(LEAST + key + "base-url = \"http://[::1]:1\"\n");
    assertEquals(List.of(), installation.load().warnings());
  }

  @Test
  void letsTheShippedFileHoldNothingButProviders() throws IOException {
    assertEquals(
        SettingProblem.CONFIG_UNKNOWN_SETTING,
        installation.shippedProviders("listener.port = 1").problems().getFirst().problem());
  }
}
