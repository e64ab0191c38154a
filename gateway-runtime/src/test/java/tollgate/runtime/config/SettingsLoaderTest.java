package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

class SettingsLoaderTest {

  private static final String ALL_AT_ONCE =
      """
      config.unknown_setting
        what   Unknown setting "upsteam.connect-timeout".
        where  FILE line 2
        fix    Did you mean "upstream.connect-timeout"? All settings: docs/reference/settings.md
      config.unknown_setting
        what   Unknown setting "TOLLGATE_LOG_LEVL".
        where  ENV line 1
        fix    Did you mean "TOLLGATE_LOG_LEVEL"? All settings: docs/reference/settings.md
      config.bad_value
        what   The setting "listener.host" is "not a host", which is not a host name, an IPv4 address or an IPv6 address.
        where  FILE line 5
        fix    Give a host name, an IPv4 address or an IPv6 address. The default is 127.0.0.1.
      config.bad_value
        what   The setting "listener.port" is "99999", which is not a whole number from 0 to 65535.
        where  FILE line 4
        fix    Give a whole number from 0 to 65535. The default is 3100.
      config.bad_value
        what   The setting "upstream.idle-timeout" is "10", which is not a duration from 1ms to 1d with its unit, such as 10s or 300ms.
        where  FILE line 7
        fix    Give a duration from 1ms to 1d with its unit, such as 10s or 300ms. The default is 5m.
      config.bad_value
        what   The setting "store.durability" is "maybe", which is not one of full, process.
        where  flag --set store.durability
        fix    Give one of full, process. The default is full.
      config.bad_value
        what   The setting "log.format" is "xml", which is not one of json, pretty.
        where  environment LOG_FORMAT
        fix    Give one of json, pretty. The default is json.
      """;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void letsEachSourceOverrideTheOneBelow() throws IOException {
    installation.toml("[listener]\nport = 1\n");
    assertPort(1, installation.file() + " line 2");

    installation.envFile("# mine\nTOLLGATE_LISTENER_PORT=2\n");
    assertPort(2, installation.conf().resolve(".env") + " line 2");

    installation.environment("TOLLGATE_LISTENER_PORT", "3");
    assertPort(3, "environment TOLLGATE_LISTENER_PORT");

    installation.flag("listener.port", "4");
    assertPort(4, "flag --port");
  }

  private void assertPort(int port, String origin) {
    LoadedSettings loaded = installation.load();
    assertEquals(port, loaded.settings().listener().port());
    assertTrue(
        loaded
            .effective()
            .contains(new EffectiveSetting("listener.port", String.valueOf(port), origin)),
        loaded.effective().toString());
  }

  @Test
  void tellsAllProblemsAtOnceEachWithItsPlace() throws IOException {
    installation
        .toml(
            """
            [upsteam]
            connect-timeout = "10s"
            [listener]
            port = 99999
            host = "not a host"
            [upstream]
            idle-timeout = 10
            """)
        .envFile("TOLLGATE_LOG_LEVL=debug\n")
        .environment("LOG_FORMAT", "xml")
        .flag("store.durability", "maybe");

    assertEquals(
        ALL_AT_ONCE
            .replace("FILE", installation.file().toString())
            .replace("ENV", installation.conf().resolve(".env").toString())
            .strip(),
        installation.problems().stream()
            .map(ProblemReport::render)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void tellsOfEverySyntaxErrorWithItsLine() throws IOException {
    List<ProblemReport> problems =
        installation.toml("[log]\nlevel = \n[listener]\nport: 1\n").problems();

    assertEquals(
        List.of(SettingProblem.CONFIG_SYNTAX, SettingProblem.CONFIG_SYNTAX),
        problems.stream().map(ProblemReport::problem).toList());
    assertEquals(installation.file() + " line 2", problems.get(0).where());
    assertEquals(installation.file() + " line 4", problems.get(1).where());
  }

  @Test
  void tellsOfASettingThatStandsTwice() throws IOException {
    ProblemReport problem =
        installation.toml("[log]\nlevel = \"info\"\nlevel = \"debug\"\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_SYNTAX, problem.problem());
    assertEquals(installation.file() + " line 3", problem.where());
  }

  @Test
  void tellsOfANamedFileThatIsNotThere() {
    ProblemReport problem = installation.config("missing.toml").problems().getFirst();

    assertEquals("The settings file cannot be read: there is no such file.", problem.what());
    assertEquals(installation.working().resolve("missing.toml").toString(), problem.where());
  }

  @Test
  void tellsOfAFileThatIsNotText() throws IOException {
    Files.write(installation.file(), new byte[] {'a', '=', '"', (byte) 0xff, '"'});

    assertEquals(
        "The settings file cannot be read: it is not text in UTF-8.",
        installation.problems().getFirst().what());
  }

  @Test
  void tellsOfAFolderInPlaceOfTheFile() throws IOException {
    Files.createDirectories(folder.resolve("working/dir"));

    assertEquals(
        SettingProblem.CONFIG_UNREADABLE,
        installation.config("dir").problems().getFirst().problem());
  }

  @Test
  void readsTheFileTheEnvironmentNamesAndRatherTheOneTheCommandLineNames() throws IOException {
    installation
        .file("working/one.toml", "listener.port = 1")
        .file("working/two.toml", "listener.port = 2")
        .environment("TOLLGATE_CONFIG", "one.toml");
    assertEquals(1, installation.settings().listener().port());

    assertEquals(2, installation.config("two.toml").settings().listener().port());
  }

  @Test
  void prefersTheUsersFileToTheInstallations() throws IOException {
    installation
        .toml("listener.port = 1")
        .file("user/.config/tollgate/tollgate.toml", "listener.port = 2");

    assertEquals(2, installation.settings().listener().port());
  }

  @Test
  void readsTheVariablesBesideTheFileItReads() throws IOException {
    installation
        .file("working/my/gate.toml", "")
        .file("working/my/.env", "export TOLLGATE_LISTENER_PORT='7' # lucky\n")
        .envFile("TOLLGATE_LISTENER_PORT=8")
        .config("my/gate.toml");

    assertEquals(7, installation.settings().listener().port());
  }

  @Test
  void takesRelativePathsFromWhereTheyAreWritten() throws IOException {
    installation.toml("plugins.dir = \"mine\"");
    assertEquals(installation.conf().resolve("mine"), installation.settings().plugins().dir());

    installation.flag("plugins.dir", "mine");
    assertEquals(installation.working().resolve("mine"), installation.settings().plugins().dir());

    installation.flag("plugins.dir", "~/mine");
    assertEquals(folder.resolve("user/mine"), installation.settings().plugins().dir());
  }

  @Test
  void putsTheDatabaseAndTheTokenIntoTheDataFolder() {
    Settings settings = installation.flag("data-dir", "/somewhere").settings();

    assertEquals(Path.of("/somewhere/tollgate.db"), settings.store().path());
    assertEquals(Path.of("/somewhere/admin-token"), settings.admin().tokenFile());
  }

  @Test
  void takesAnEmptyVariableForUnset() {
    assertEquals(
        3100, installation.environment("TOLLGATE_LISTENER_PORT", "").settings().listener().port());
  }

  @Test
  void warnsOfAVariableOfTheEnvironmentThatLooksLikeOursButIsNot() {
    List<ConfigWarning> warnings =
        installation.environment("TOLLGATE_LISTENER_PROT", "1").load().warnings();

    assertEquals("TOLLGATE_LISTENER_PROT", warnings.getFirst().path());
    assertTrue(warnings.getFirst().message().endsWith("Did you mean TOLLGATE_LISTENER_PORT?"));
  }

  @Test
  void leavesVariablesOfTheLauncherAlone() {
    assertEquals(
        List.of(), installation.environment("TOLLGATE_JAVA_OPTS", "-Xmx1g").load().warnings());
  }

  @Test
  void tellsOfAnUnknownPathOnTheCommandLine() {
    ProblemReport problem = installation.flag("log.levl", "info").problems().getFirst();

    assertEquals("flag --set log.levl", problem.where());
    assertTrue(problem.fix().startsWith("Did you mean \"log.level\"?"));
  }

  @Test
  void tellsOfAListWhereOneValueIsWanted() throws IOException {
    assertEquals(
        SettingProblem.CONFIG_BAD_VALUE,
        installation.toml("listener.host = [\"a\"]").problems().getFirst().problem());
  }

  @Test
  void doesNotShowASecretItCannotUse() throws IOException {
    ProblemReport problem =
        installation.toml("admin.token = \"hidden value\"").problems().getFirst();

    assertFalse(problem.render().contains("hidden"), problem.render());
  }

  @ParameterizedTest
  @CsvSource({
    "listener.host = \"0.0.0.0\"@keys.required = false, keys.required is false",
    "admin.allow-remote = true, admin.allow-remote is true",
    "store.path = \"x\"@admin.token-path = \"x\", are the same file"
  })
  void tellsOfSettingsThatContradictEachOther(String toml, String words) throws IOException {
    ProblemReport problem = installation.toml(toml.replace("@", "\n")).problems().getFirst();

    assertEquals(SettingProblem.CONFIG_CONFLICT, problem.problem());
    assertTrue(problem.what().contains(words), problem.what());
    assertTrue(problem.where().startsWith(installation.file().toString()), problem.where());
  }

  @Test
  void warnsOfATokenAnybodyCanGuess() throws IOException {
    assertEquals(
        "admin.token",
        installation.toml("admin.token = \"changeme\"").load().warnings().getFirst().path());
  }

  @Test
  void handsEachPluginTheSettingsOfItsOwn() throws IOException {
    Settings settings =
        installation
            .toml("[plugin.\"tool.x\"]\nprefixes = [\"a\", \"b\"]\ndeep.limit = 3\n")
            .settings();

    assertEquals("a,b", settings.plugins().settings().get("tool.x").get("prefixes"));
    assertEquals("3", settings.plugins().settings().get("tool.x").get("deep.limit"));
  }

  @Test
  void tellsWhichFilesItRead() throws IOException {
    installation.toml("").envFile("").shippedProviders("");

    assertEquals(
        List.of("providers.toml", "tollgate.toml", ".env"),
        installation.load().files().stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void needsNoFileAtAll() {
    assertEquals(List.of(), installation.load().files());
    assertEquals(Duration.ofSeconds(10), installation.settings().drainTime());
  }
}
