package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandShellTest {

  @TempDir private Path folder;
  private final FakeProgram program = new FakeProgram();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandShell shell =
      new CommandShell(program, new PrintWriter(out, true), new PrintWriter(err, true));

  @Test
  void runsTheGatewayWithTheSettingsOfTheCommandLine() throws IOException {
    int code =
        execute(
            "run",
            "--port",
            "4000",
            "--host=::1",
            "--log-format",
            "pretty",
            "--set",
            "upstream.max-retries=0",
            "--set",
            "log.level=warn");

    assertEquals("", err.toString());
    assertEquals(ExitCodes.DONE, code);
    var settings = program.ran.getFirst().settings();
    assertEquals(4000, settings.listener().port());
    assertEquals("::1", settings.listener().host());
    assertEquals(0, settings.upstream().maxRetries());
    assertEquals("PRETTY WARN", settings.log().format() + " " + settings.log().level());
  }

  @Test
  void demonstratesOnceOrStaysUp() {
    assertEquals(ExitCodes.DONE, shell.execute("demo", "--once", "--port", "0"));
    assertEquals(ExitCodes.DONE, shell.execute("demo"));

    assertEquals(List.of(true, false), program.once);
    assertEquals(Map.of("listener.port", "0"), program.flags.getFirst());
    assertEquals(Map.of(), program.flags.getLast());
  }

  @Test
  void tellsEveryProblemWithTheSettingsAndNoStackTrace() throws IOException {
    int code = execute("run", "--port", "x", "--set", "log.level=loud", "--set", "nonsense=1");

    assertEquals(ExitCodes.WRONG_USE, code);
    assertEquals(List.of(), program.ran);
    assertEquals(3, program.refusals.size(), "the log's reader is told as well");
    assertEquals(2, err.toString().split("config.bad_value", -1).length - 1, err.toString());
    assertTrue(err.toString().contains("config.unknown_setting"), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run --prot 1", "rum", "settings --set nonsense", "run extra", "run --port"})
  void tellsOfAWrongCommandLine(String words) {
    int code = shell.execute(words.split(" ", -1));

    assertEquals(ExitCodes.WRONG_USE, code);
    assertTrue(err.toString().startsWith("cli.usage\n  what   "), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void asksWhetherASlipWasMeant() {
    shell.execute("run", "--prot", "1");

    assertTrue(
        err.toString().contains("Did you mean --port? See: tollgate run --help"), err.toString());
  }

  @Test
  void tellsAFailureOfTheGatewayItselfByAnotherExitCode() throws IOException {
    program.failure = Optional.of(GatewayProblem.STORE_LOCKED.exception("calls.db"));

    assertEquals(ExitCodes.FAILED, execute("run"));
    assertTrue(err.toString().startsWith("store.locked\n"), err.toString());
    assertFalse(err.toString().contains("\tat "));
  }

  @Test
  void tellsTheStoryOfWhatNobodyExpected() throws IOException {
    program.failure = Optional.of(new IllegalStateException("surprise"));

    assertEquals(ExitCodes.FAILED, execute("run"));
    assertTrue(err.toString().startsWith("gateway.failed\n"), err.toString());
    assertTrue(err.toString().contains("surprise"));
    assertTrue(err.toString().contains("\tat "));
  }

  @Test
  void listsTheSettingsInForceWithTheirSources() throws IOException {
    assertEquals(ExitCodes.DONE, execute("settings", "--port", "4000"));

    List<String> words = out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
    assertTrue(words.contains("listener.port|4000|flag --port"), out.toString());
    assertTrue(words.contains("upstream.max-retries|2|default"), out.toString());
  }

  @Test
  void listsTheSettingsAsJson() throws IOException {
    assertEquals(ExitCodes.DONE, execute("settings", "--json"));

    JsonNode document = JsonMapper.shared().readTree(out.toString());
    assertEquals("data-dir", document.get("settings").get(0).get("path").asString());
    assertTrue(document.get("files").get(0).asString().endsWith("gate.toml"));
  }

  @Test
  void checksAFileWithoutListingIt() throws IOException {
    assertEquals(ExitCodes.DONE, execute("settings", "--check"));
    assertEquals("The settings can be used." + System.lineSeparator(), out.toString());

    assertEquals(ExitCodes.WRONG_USE, execute("settings", "--check", "--set", "log.level=loud"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "version"})
  void printsTheVersion(String word) {
    assertEquals(ExitCodes.DONE, shell.execute(word));
    assertTrue(out.toString().startsWith("tollgate "), out.toString());
  }

  @Test
  void showsItsPageWhereNothingIsAsked() {
    assertEquals(ExitCodes.WRONG_USE, shell.execute());
    assertEquals(shell.help(), err.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasAPageOfHelpForEachCommand(List<String> command) {
    String[] words = command.toArray(String[]::new);
    String page = shell.help(words);

    for (String part :
        List.of("Usage: tollgate", "Examples:", "Options:", "Exit codes:", "docs/reference/")) {
      assertTrue(page.contains(part), part + " in\n" + page);
    }
    page.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertFalse(page.contains("\u001b"), "no colours");
  }

  static List<List<String>> commands() {
    return List.of(
        List.of(),
        List.of("run"),
        List.of("demo"),
        List.of("init"),
        List.of("doctor"),
        List.of("paths"),
        List.of("service"),
        List.of("service", "install"),
        List.of("service", "logs"),
        List.of("keys"),
        List.of("keys", "create"),
        List.of("keys", "list"),
        List.of("keys", "revoke"),
        List.of("settings"),
        List.of("version"));
  }

  @Test
  void printsHelpOnStandardOutput() {
    assertEquals(ExitCodes.DONE, shell.execute("run", "--help"));
    assertEquals(shell.help("run"), out.toString());
  }

  @Test
  void makesTheArchiveOfClasses() {
    assertEquals(ExitCodes.DONE, shell.execute("archive"));
    assertEquals("made", out.toString().strip());
  }

  private int execute(String command, String... options) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var words = new ArrayList<>(List.of(command, "--config", file.toString()));
    words.addAll(List.of(options));
    return shell.execute(words.toArray(String[]::new));
  }

  /** Notes what it was asked to do. */
  private static final class FakeProgram implements Program {
    private final List<LoadedSettings> ran = new ArrayList<>();
    private final List<ProblemReport> refusals = new ArrayList<>();
    private final List<Boolean> once = new ArrayList<>();
    private final List<Map<String, String>> flags = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();

    @Override
    public int run(LoadedSettings settings, PrintWriter out) {
      ran.add(settings);
      return end();
    }

    @Override
    public KeyDesk keys(LoadedSettings settings) {
      throw new AssertionError("nobody asked for keys");
    }

    @Override
    public int archive(PrintWriter out) {
      out.println("made");
      return end();
    }

    @Override
    public AdminDesk admin(LoadedSettings settings) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public CostDesk costs(LoadedSettings settings) {
      throw new AssertionError("nobody asked for costs");
    }

    @Override
    public void refuse(ProblemException refused) {
      refusals.addAll(refused.reports());
    }

    @Override
    public int demo(Map<String, String> given, boolean only, PrintWriter out) {
      once.add(only);
      flags.add(given);
      return end();
    }

    private int end() {
      failure.ifPresent(thrown -> {
        throw thrown;
      });
      return ExitCodes.DONE;
    }
  }
}
