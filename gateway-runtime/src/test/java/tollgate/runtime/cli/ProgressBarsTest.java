package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;

/** Long work at a terminal that only pretends to be one, and without any. */
class ProgressBarsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void call() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (LedgerHouse house = LedgerHouse.at(folder.resolve("data/tollgate.db"))) {
      Calls calls = Calls.at(house);
      house.ledger().open(calls.next()).settle(Calls.settled("0.015"));
      house.ledger().open(calls.next()).settle(Calls.unpriced());
    }
  }

  /** The words of a command, with {@code @} for the folder of this test. */
  private int execute(boolean outputIsTerminal, boolean errorsAreTerminal, String words)
      throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of(words.replace("@", folder.toString()).split(" ")));
    all.addAll(List.of("--config", file.toString(), "--data-dir", folder + "/data"));
    var bars =
        new ProgressBars(
            new PrintWriter(err, true),
            stream -> stream == Terminal.OUTPUT ? outputIsTerminal : errorsAreTerminal,
            () -> 60);
    return new CommandShell(
            new GatewayProgram(), new TerminalPasswords(), new PrintWriter(out, true), bars)
        .execute(all.toArray(String[]::new));
  }

  private static final String EACH =
      """
      costs backfill --all          | Pricing
      ledger verify                 | Adding up
      db backup @/one.db            | Backing up
      db vacuum                     | Writing anew
      export --output @/calls.jsonl | Calls
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = EACH)
  void longWorkShowsABarThatIsGoneAtTheEnd(String words, String name) throws IOException {
    assertEquals(ExitCodes.DONE, execute(true, true, words), err::toString);

    String[] lines = err.toString().split("\r", -1);
    assertTrue(lines[1].matches(name + " (\\[#*\\.*] \\d+%|[\\d,]+)"), err::toString);
    assertEquals("", lines[lines.length - 1], "the line is free again");
    assertTrue(lines[lines.length - 2].isBlank(), err::toString);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = EACH)
  void aProgramThatReadsTheErrorsIsShownNone(String words, String name) throws IOException {
    assertEquals(ExitCodes.DONE, execute(true, false, words), err::toString);

    assertEquals("", err.toString(), name);
  }

  @Test
  void aRestoreAndAnImportShowTheirs() throws IOException {
    execute(true, false, "db backup @/one.db");
    execute(true, false, "export --output @/calls.jsonl");

    assertEquals(ExitCodes.DONE, execute(true, true, "db restore @/one.db"));
    assertTrue(err.toString().startsWith("\rRestoring ["), err::toString);
    err.getBuffer().setLength(0);
    assertEquals(ExitCodes.DONE, execute(true, true, "import @/calls.jsonl"), err::toString);

    assertTrue(err.toString().startsWith("\rCalls ["), err::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callsOnTheSameTerminalHaveNoBarAmongThem(boolean sameTerminal) throws IOException {
    assertEquals(ExitCodes.DONE, execute(sameTerminal, true, "export"));

    assertEquals(sameTerminal, err.toString().isEmpty(), err::toString);
    assertEquals(2, out.toString().lines().count());
  }

  @Test
  void aBarFitsIntoTheLine() {
    assertEquals(
        "Writing anew [#########.........] 50%", ProgressBar.line("Writing anew", 1, 2, 39));
    for (int width : new int[] {40, 60, 80, 200}) {
      String whole = ProgressBar.line("Writing anew", 2, 2, width);
      assertTrue(whole.length() < width, whole);
      assertTrue(whole.endsWith("#] 100%"), whole);
    }
    assertEquals("Calls 12,000", ProgressBar.line("Calls", 12_000, 0, 80));
  }
}
