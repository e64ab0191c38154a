package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.app.KeyOffice;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.service.Commands;
import tollgate.runtime.setup.Conversation;

/** With the distribution's own offers and policies, but for the one provider that is at hand. */
@DisabledOnOs(OS.WINDOWS)
class InitCommandTest {
  private static final Path SHIPPED = Path.of("..", "dist", "src", "main");
  private static final String SECRET = "canary-key-of-the-provider";
  private static final String OFFERS =
      """
      {
        "providers": [
          { "type": "invented", "title": "Invented", "address": "http://127.0.0.1:9", "needs_key": false },
          { "type": "other", "title": "Other", "address": "http://127.0.0.1:9", "needs_key": false }
        ],
        "capped": "daily-budget",
        "uncapped": "session-brake"
      }
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<List<String>> ran = new ArrayList<>();
  private Path installation;

  @BeforeEach
  void unpack() throws IOException {
    installation = folder.resolve("tollgate");
    Files.createDirectories(home());
    copy(SHIPPED.resolve("conf/connect"), installation.resolve("conf/connect"));
    copy(SHIPPED.resolve("service"), installation.resolve("service"));
    copy(Path.of("..", "policies"), installation.resolve("policies"));
    Files.writeString(installation.resolve("conf/init.json"), OFFERS);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Path file() {
    return folder.resolve("conf/tollgate.toml");
  }

  private Path variables() {
    return file().resolveSibling(".env");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private int silent(String... arguments) {
    return init(
        Optional.empty(),
        Stream.concat(Stream.of("--non-interactive"), Stream.of(arguments)).toArray(String[]::new));
  }

  private int init(Optional<Conversation.Person> person, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var machine =
        new ServiceCommands.Machine(
            "Linux",
            home(),
            installation,
            Path.of("/usr/lib/jvm/java-25"),
            Map.of("PATH", folder.resolve("bin").toString(), "MY_KEY", SECRET));
    var printer = new PrintWriter(out, true);
    var followUp = new FollowUp(new Keys(), new Noted(), machine, printer);
    var site =
        new InitCommand.Site(
            installation, person, () -> SECRET, machine, at -> Set.of("invented", "other"));
    var line = new CommandLine(new InitCommand(site, followUp, printer).init());
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(Failures::failed);
    return line.execute(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--config", file().toString(), "--data-dir", data().toString()))
            .toArray(String[]::new));
  }

  /** Keys in the data folder, as they are where no gateway runs. */
  private static final class Keys extends CommandsPage.NoProgram {
    @Override
    public KeyDesk keys(LoadedSettings loaded) {
      return new KeyOffice(loaded.settings(), InstantSource.system(), new SecureRandom());
    }
  }

  /** Notes what would be run. */
  private final class Noted implements Commands {
    @Override
    public Ended run(List<String> words) {
      ran.add(words);
      return new Ended(0, "");
    }

    @Override
    public int show(List<String> words) {
      throw new AssertionError("nothing is shown");
    }
  }

  /** Types these lines. */
  private static final class Typist implements Conversation.Person {
    private final Deque<String> lines = new ArrayDeque<>();

    Typist(String... lines) {
      this.lines.addAll(List.of(lines));
    }

    @Override
    public Optional<String> line(String prompt) {
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<String> secret(String prompt) {
      return line(prompt);
    }

    @Override
    public void say(String line) {
      // Nobody reads it.
    }
  }

  private Set<String> files() throws IOException {
    var names = new TreeSet<String>();
    for (Path at : List.of(file().getParent(), data())) {
      if (Files.exists(at)) {
        try (Stream<Path> files = Files.walk(at)) {
          files
              .filter(Files::isRegularFile)
              .forEach(one -> names.add(folder.relativize(one).toString()));
        }
      }
    }
    return names;
  }

  private String told() {
    return out + "\n" + err;
  }

  @Test
  void writesSettingsSecretsAndATestedPolicyWithoutAsking() throws Exception {
    Path tool = Files.createDirectories(folder.resolve("bin")).resolve("codex");
    Files.writeString(tool, "");
    assertTrue(tool.toFile().setExecutable(true));

    int code = silent("--provider-key-env", "MY_KEY", "--daily-usd", "2.50", "--port", "3200");

    assertEquals(ExitCodes.DONE, code, told());
    assertEquals(
        Set.of(
            "conf/tollgate.toml",
            "conf/.env",
            "data/policies/daily-budget.js",
            "data/policies/daily-budget.cases.json"),
        files());
    assertEquals(
        "TOLLGATE_PROVIDER_INVENTED_CREDENTIAL='" + SECRET + "'\n", Files.readString(variables()));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(variables())));
    String settings = Files.readString(file());
    assertTrue(settings.contains("port = 3200\n"), settings);
    assertTrue(settings.contains("base-url = \"http://127.0.0.1:9\""), settings);
    assertTrue(
        Files.readString(data().resolve("policies/daily-budget.js")).contains("USD_A_DAY = 2.50;"));
    assertTrue(out.toString().contains("The policy daily-budget passes its 2 cases."), told());
    assertTrue(
        out.toString()
            .contains("  " + installation.resolve("bin/tollgate") + " run --config " + file()),
        () -> "no shell finds it by its name: " + told());
    assertFalse((told() + settings).contains(SECRET), "the secret is in .env only");
    assertEquals(List.of(), ran);
    assertFalse(Files.exists(home().resolve(".codex")), "nobody asked for it to be connected");
  }

  @Test
  void refusesAConfigurationThatIsThereByName() throws Exception {
    silent();
    Set<String> before = files();
    String text = Files.readString(file());

    assertEquals(ExitCodes.WRONG_USE, silent("--daily-usd", "3"));

    assertTrue(err.toString().contains("init.exists"), told());
    assertTrue(err.toString().contains(file().toString()), told());
    assertEquals(before, files());
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void addsWhatIsMissingAndDoesNothingTheSecondTime() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "# mine\nlog.level = \"warn\"\n");

    assertEquals(ExitCodes.DONE, silent("--merge", "--require-key", "yes"), told());
    String merged = Files.readString(file());
    assertTrue(merged.contains("# mine\nlog.level = \"warn\"\n"), merged);
    assertTrue(merged.contains("[[provider]]"), merged);
    assertTrue(merged.contains("required = true"), merged);
    Set<String> before = files();

    assertEquals(ExitCodes.DONE, silent("--merge", "--require-key", "yes"), told());

    assertEquals(merged, Files.readString(file()));
    assertEquals(before, files(), "and no further copy");
    assertTrue(out.toString().contains("unchanged: " + file()), told());
    assertTrue(out.toString().contains("There is a key already"), told());
  }

  @Test
  void keepsAPolicyThatSaysOtherwiseAndSaysSo() throws Exception {
    silent("--daily-usd", "3");

    assertEquals(ExitCodes.DONE, silent("--merge", "--daily-usd", "4"), told());

    Path policy = data().resolve("policies/daily-budget.js");
    assertTrue(Files.readString(policy).contains("USD_A_DAY = 3;"));
    assertTrue(out.toString().contains("kept as it is: " + policy), told());
    assertFalse(out.toString().contains("passes its"), told());
  }

  @Test
  void beginsAnewWithACopyOfWhatWasThere() throws Exception {
    silent("--daily-usd", "3", "--provider", "other", "--provider-key-stdin");
    String before = Files.readString(file());

    assertEquals(
        ExitCodes.DONE, silent("--force", "--daily-usd", "none", "--port", "4000"), told());

    assertEquals(before, Files.readString(file().resolveSibling("tollgate.toml.before-init")));
    assertEquals("", Files.readString(variables()), "a secret nobody spoke of is gone");
    assertTrue(Files.readString(file().resolveSibling(".env.before-init")).contains(SECRET));
    assertTrue(files().contains("data/policies/session-brake.js"), () -> "of " + told());
  }

  @Test
  void leavesNothingWhereTheSettingsCannotBeUsed() throws Exception {
    assertEquals(ExitCodes.WRONG_USE, silent("--port", "99999"));

    assertTrue(err.toString().contains("listener.port"), told());
    assertEquals(Set.of(), files());
    assertFalse(Files.exists(file().getParent()), "not even a folder");
  }

  @Test
  void leavesNothingWhereAPolicyFailsItsCases() throws Exception {
    Path cases = installation.resolve("policies/daily-budget.cases.json");
    Files.writeString(
        cases, Files.readString(cases).replace("\"per\": \"day\"", "\"per\": \"week\""));

    assertEquals(ExitCodes.FAILED, silent());

    assertTrue(err.toString().contains("init.policy"), told());
    assertEquals(Set.of(), files());
  }

  @Test
  void showsTheFirstKeyOnceAndConnectsToolsWithIt() throws Exception {
    assertEquals(
        ExitCodes.DONE, silent("--require-key", "yes", "--tools", "codex,gemini-cli"), told());

    String key =
        out.toString()
            .lines()
            .filter(line -> line.contains("shown this once"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .findFirst()
            .orElseThrow();
    assertTrue(Files.readString(home().resolve(".gemini/.env")).contains(key));
    assertTrue(out.toString().contains("connected codex: " + home().resolve(".codex")), told());
  }

  @Test
  void asksAPersonAndWritesNothingWhereTheySayNo() throws Exception {
    var typist = new Typist("none", "1", "", "", "no", "7", "no");

    assertEquals(ExitCodes.FAILED, init(Optional.of(typist)), told());

    assertTrue(out.toString().contains("daily cap  $7 for all"), told());
    assertTrue(out.toString().contains("Nothing was written."), told());
    assertEquals(Set.of(), files());
  }

  @Test
  void makesItAServiceWhereThatIsWanted() throws Exception {
    Path systemctl = Files.createDirectories(folder.resolve("bin")).resolve("systemctl");
    Files.writeString(systemctl, "");
    assertTrue(systemctl.toFile().setExecutable(true));

    assertEquals(ExitCodes.DONE, silent("--service", "yes"), told());

    Path unit = home().resolve(".config/systemd/user/tollgate.service");
    assertTrue(Files.readString(unit).contains("--config " + file()), told());
    assertEquals(List.of("systemctl", "--user", "restart", "tollgate.service"), ran.getLast());
  }

  @Test
  void needsATerminalToAskAt() {
    assertEquals(ExitCodes.WRONG_USE, init(Optional.empty()));

    assertTrue(err.toString().contains("init.no_terminal"), told());
  }

  @Test
  void refusesAVariableThatIsNotSetAndContradictions() {
    assertEquals(ExitCodes.WRONG_USE, silent("--provider-key-env", "NONE"));
    assertTrue(err.toString().contains("the variable NONE is not set"), told());
    assertEquals(ExitCodes.WRONG_USE, silent("--merge", "--force"));
  }

  @Test
  void writesAPathAsItWasMeantWhereTheCommandWasGiven() throws Exception {
    assertEquals(ExitCodes.DONE, silent("--set", "log.file=gate.log"), told());

    Path meant = Path.of("gate.log").toAbsolutePath();
    assertTrue(Files.readString(file()).contains("file = \"" + meant + "\""), told());
  }
}
