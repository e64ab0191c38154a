package tollgate.runtime.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  @TempDir private Path folder;

  private static String script(String shell) {
    var out = new StringWriter();
    int code =
        new CommandShell(new CommandsPage.NoProgram(), new PrintWriter(out), new PrintWriter(out))
            .execute("completion", shell);
    assertEquals(ExitCodes.DONE, code, out::toString);
    return out.toString();
  }

  private String ask(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  private static boolean has(String shell) {
    return Files.isExecutable(Path.of("/usr/bin", shell))
        || Files.isExecutable(Path.of("/bin", shell));
  }

  @ParameterizedTest
  @CsvSource({
    "exp, export",
    "db re, restore",
    "db restore mo, monday.db",
    "export --format '', jsonl csv",
    "export --fo, --format",
    "export --output mo, monday.db",
    "export --since '', ''",
    "report 2, 24h",
    "keys list --js, --json",
    "completion z, zsh"
  })
  void bashCompletesCommandsOptionsAndTheirValues(String typed, String offered) throws Exception {
    Assumptions.assumeTrue(has("bash"), "no bash here");
    Files.writeString(folder.resolve("tollgate.bash"), script("bash"));
    Files.writeString(folder.resolve("monday.db"), "");
    String words = "tollgate " + typed;
    String line =
        "source ./tollgate.bash; COMP_WORDS=("
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tollgate; echo \"${COMPREPLY[@]}\"";

    assertEquals(offered, ask("bash", "-c", line));
  }

  @Test
  void bashKeepsAFileNameWithBlanksInOnePiece() throws Exception {
    Assumptions.assumeTrue(has("bash"), "no bash here");
    Files.writeString(folder.resolve("tollgate.bash"), script("bash"));
    Files.writeString(folder.resolve("last monday.db"), "");
    String line =
        "source ./tollgate.bash; COMP_WORDS=(tollgate db restore la); COMP_CWORD=3;"
            + " _tollgate; printf '%s;' \"${COMPREPLY[@]}\"";

    assertEquals("last monday.db;", ask("bash", "-c", line));
  }

  /** The shell itself says what it would offer, with a tab and a description behind each. */
  @ParameterizedTest
  @CsvSource({
    "exp, export",
    "db restore --config x.toml mo, monday.db",
    "db restore to, to be kept.db",
    "db restore monday.db --uns, --unsound",
    "export --format jsonl --ou, --output",
    "'export --format ', csv jsonl",
    "'export --since ', ''",
    "report 2, 24h",
    "completion z, zsh"
  })
  void fishOffersTheSame(String typed, String offered) throws Exception {
    Assumptions.assumeTrue(has("fish"), "no fish here");
    Files.writeString(folder.resolve("script.fish"), script("fish"));
    Files.writeString(folder.resolve("monday.db"), "");
    Files.writeString(folder.resolve("to be kept.db"), "");
    String line = "source ./script.fish; complete -C 'tollgate %s'".formatted(typed);

    List<String> lines = ask("fish", "--no-config", "-c", line).lines().toList();

    assertEquals(offered, lines.stream().map(one -> one.split("\t", 2)[0]).collect(joining(" ")));
  }

  /** Its completion system is stood in for by functions that tell what they are asked to offer. */
  @ParameterizedTest
  @CsvSource({
    "db restore, init backup backups restore vacuum --help",
    "db restore x, files",
    "export --format x, jsonl csv",
    "export --since x, ''",
    "completion z, bash zsh fish"
  })
  void zshOffersTheSameAtTheFirstTab(String typed, String offered) throws Exception {
    Assumptions.assumeTrue(has("zsh"), "no zsh here");
    Files.writeString(folder.resolve("_tollgate"), script("zsh"));
    String line =
        "compdef() { : }; compadd() { print -r -- ${@:2} }; _files() { print files };"
            + " words=(tollgate %s); CURRENT=${#words}; fpath=(. $fpath);".formatted(typed)
            + " autoload -Uz _tollgate; _tollgate";

    assertEquals(offered, ask("zsh", "-f", "-c", line));
  }

  @Test
  void zshAnswersTheFirstTabToo() {
    String script = script("zsh");

    assertTrue(script.startsWith("#compdef tollgate\n"), script);
    assertTrue(script.stripTrailing().endsWith("  _tollgate \"$@\"\nfi"), script);
  }

  @Test
  void fishKnowsWhichOptionsTakeTheNextWord() {
    String script = script("fish");
    String taking = script.lines().findFirst().orElseThrow();

    assertTrue(taking.startsWith("set -g __tollgate_taking "), taking);
    assertTrue(taking.contains(" 'export --format'"), taking);
    assertFalse(taking.contains("'keys list --json'"), taking);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyShellTakesItsScript(String shell) throws Exception {
    String script = script(shell);
    for (String word : new String[] {"restore", "--format", "jsonl csv"}) {
      assertTrue(script.contains(word), word);
    }
    Assumptions.assumeTrue(has(shell), "no " + shell + " here: its syntax is not looked at");
    Files.writeString(folder.resolve("script"), script);

    assertEquals("", ask(shell, "-n", "script"));
  }

  @Test
  void knowsNoOtherShell() {
    var out = new StringWriter();
    var shell =
        new CommandShell(new CommandsPage.NoProgram(), new PrintWriter(out), new PrintWriter(out));

    assertEquals(ExitCodes.WRONG_USE, shell.execute("completion", "csh"));
  }
}
