package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tollgate.runtime.connect.Places;

class ConnectCommandTest {
  private static final Path SHIPPED = Path.of("..", "dist", "src", "main", "conf", "connect");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsTheToolsAndWhichAreConnected() {
    execute("codex", "--write");

    assertEquals(ExitCodes.DONE, execute());

    assertTrue(out.toString().lines().anyMatch(line -> line.matches("codex +Codex +yes")), told());
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches("opencode +OpenCode +no")), told());
  }

  @Test
  void showsWhatToSetWithoutSettingIt() throws IOException {
    assertEquals(ExitCodes.DONE, execute("claude-code", "--url", "http://gate.example:4000/"));

    assertTrue(out.toString().contains("In " + home().resolve(".claude/settings.json")), told());
    assertTrue(out.toString().contains("\"ANTHROPIC_BASE_URL\": \"http://gate.example:4000\""));
    assertFalse(Files.exists(home()), "nothing is written");
  }

  @Test
  void setsItWithTheAddressOfThisGatewayAndTakesItBack() throws IOException {
    assertEquals(ExitCodes.DONE, execute("codex", "--write", "--set", "listener.port=4321"));
    Path file = home().resolve(".codex/config.toml");
    assertTrue(Files.readString(file).contains("base_url = \"http://127.0.0.1:4321/v1\""));
    assertTrue(out.toString().contains("made: " + file), told());

    assertEquals(ExitCodes.DONE, execute("codex", "--undo"));

    assertTrue(out.toString().contains("deleted: " + file), told());
    assertFalse(Files.exists(file));
  }

  @Test
  void readsTheKeyFromStandardInput() throws IOException {
    assertEquals(
        ExitCodes.DONE,
        execute("gemini-cli", "--write", "--key-stdin", "--set", "keys.required=true"));

    assertTrue(
        Files.readString(home().resolve(".gemini/.env")).contains("GEMINI_API_KEY=tg-typed\n"));
    assertFalse(told().contains("tg-typed"), "a key is not shown");
  }

  @Test
  void refusesToConnectWithoutAKeyWhereOneIsNeeded() {
    assertEquals(ExitCodes.WRONG_USE, execute("codex", "--write", "--set", "keys.required=true"));

    assertTrue(err.toString().contains("tollgate keys create --name codex"), told());
    assertFalse(Files.exists(home()));
  }

  @Test
  void saysThatThereIsNothingToTakeBack() {
    assertEquals(ExitCodes.WRONG_USE, execute("codex", "--undo"));

    assertTrue(err.toString().contains("Nothing was set for Codex"), told());
  }

  @Test
  void tellsProgramsInJson() {
    execute("opencode", "--json");
    assertTrue(out.toString().startsWith("[{\"file\":\""), told());
    execute("opencode", "--write", "--json");
    assertTrue(out.toString().contains("\"done\":\"made\""), told());
    execute("--json");
    assertTrue(
        Stream.of("\"tool\":\"opencode\"", "\"connected\":true")
            .allMatch(out.toString()::contains));
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    var command =
        new ConnectCommand(
            () -> "tg-typed", new PrintWriter(out, true), new Places(home(), Map.of()), SHIPPED);
    var line = new CommandLine(command.connect());
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(Failures::failed);
    String[] all =
        Stream.concat(
                Stream.of(arguments), Stream.of("--data-dir", folder.resolve("data").toString()))
            .toArray(String[]::new);
    return line.execute(all);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private String told() {
    return out + "\n" + err;
  }
}
