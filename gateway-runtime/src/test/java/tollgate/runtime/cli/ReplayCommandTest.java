package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.replay.Replay;

class ReplayCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private boolean terminal;

  private int replay(String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("night.js"), "export const decide = () => {};");
    var command =
        new ReplayCommand(
            new PrintWriter(out, true),
            InstantSource.fixed(NOW),
            settings ->
                (since, candidates, progress) -> {
                  asked.add(since + " " + candidates);
                  progress.accept(new Replay.Progress(40, 100));
                  return told();
                },
            new ProgressBars(new PrintWriter(err, true), stream -> terminal, () -> 80));
    var line = new CommandLine(command.spec());
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler((failure, spec, given) -> {
      throw failure;
    });
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of(file.toString(), "--data-dir", folder.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  private static Json.Obj told() {
    Json counts =
        Json.object(
            "name", "night", "calls", 100, "blocked", 10, "blocked_most", 12, "saved_usd", 1);
    return Json.object(
        "since", "a", "until", "b", "candidates", Json.array(counts), "by_tool", Json.array());
  }

  @Test
  void aPolicyIsAskedAboutTheLastWeekUnlessToldOtherwise() throws Exception {
    assertEquals(ExitCodes.DONE, replay());
    assertEquals(ExitCodes.DONE, replay("--since", "2026-11-01"));

    assertEquals(
        List.of(
            "2026-11-14T12:00:00Z {night=export const decide = () => {};}",
            "2026-11-01T00:00:00Z {night=export const decide = () => {};}"),
        asked);
    assertTrue(out.toString().contains("10 to 12"), out::toString);
    assertTrue(out.toString().contains("1 or more"), out::toString);
  }

  @Test
  void whoWatchesSeesHowFarItIs() throws Exception {
    replay();
    assertEquals("", err.toString());

    terminal = true;
    replay();

    assertTrue(
        err.toString().startsWith("\rCalls [############..................] 40%\r "),
        err::toString);
    assertTrue(err.toString().endsWith(" \r"), "the line is taken away");
  }

  @Test
  void programsAreToldAllOfIt() throws Exception {
    replay("--json");

    assertEquals(told(), JsonText.parse(out.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "blocked>10,           0",
    "blocked>9,            1",
    "blocked >= 10,        1",
    "blocked_most<12,      0",
    "blocked_most<=12,     1",
    "blocked=10,           1",
    "saved_usd<0.5,        0",
    "saved_usd_most>1000,  1",
  })
  void aConditionThatHoldsFailsTheCommand(String condition, int exit) throws Exception {
    assertEquals(exit, replay("--fail-if", condition));
    assertEquals(exit == 1 ? "FAILED night: " + condition : "", err.toString().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocked", "blocked>", "blocked>x", "bloked>1", "blocked>1;x"})
  void whatIsNoConditionIsRefused(String condition) {
    var refused = assertThrows(ProblemException.class, () -> FailIf.of(condition));
    assertTrue(refused.report().fix().contains("blocked_most"), refused.report().fix());
  }
}
