package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.LedgerFile.Row;

/** The first command a newcomer runs. */
class DemoIT {
  private static final List<String> TOOLS =
      List.of("opencode", "openclaw", "hermes", "claude-code", "codex");

  @TempDir private Path folder;

  @Test
  void endsWithATableOfEveryToolAndStatusZero() throws Exception {
    Ended ended = GatewayProcess.run(Map.of(), "demo", "--once");

    assertEquals(0, ended.status(), ended.output() + ended.errors());
    for (String tool : TOOLS) {
      assertTrue(ended.output().contains(tool), tool + " in " + ended.output());
    }
    assertFalse(ended.output().contains("\tat "), ended::output);
    assertFalse(ended.output().contains("unknown"), ended::output);
    assertEquals("", ended.errors());
  }

  @Test
  void itsTableIsWhatTheRowsSayAndItStaysUpUntilItIsTold() throws Exception {
    Map<String, String> inFolder = Map.of("TOLLGATE_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    try (GatewayProcess demo = GatewayProcess.launch(inFolder, "demo")) {
      Eventually.holds("the table", () -> demo.output().text().contains("Ctrl-C"));

      List<Row> groups =
          database()
              .ask(
                  "SELECT tool, instance, model, count(*) AS calls, sum(input_tokens"
                      + " + output_tokens + cache_read_tokens + cache_write_5m_tokens"
                      + " + cache_write_1h_tokens) AS tokens, sum(cache_read_tokens) AS cached,"
                      + " sum(cost_nanos) AS nanos FROM call GROUP BY tool, instance, model");

      assertTrue(groups.size() > TOOLS.size(), groups::toString);
      for (Row group : groups) {
        String expected = line(group);
        assertTrue(
            demo.output().lines().stream().anyMatch(line -> words(line).startsWith(expected)),
            () -> expected + " in\n" + demo.output().text());
      }
      demo.terminate();
      assertEquals("", demo.awaitEnd().errors());
    }
  }

  private LedgerFile database() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new LedgerFile(
          files.filter(file -> file.endsWith("tollgate.db")).findFirst().orElseThrow());
    }
  }

  private static String line(Row group) {
    String instance = group.text("instance").isEmpty() ? "-" : group.text("instance");
    BigDecimal usd = BigDecimal.valueOf(group.number("nanos"), 9).stripTrailingZeros();
    return String.format(
        Locale.ROOT,
        "%s %s %s %d %,d %,d $%s",
        group.text("tool"),
        instance,
        group.text("model"),
        group.number("calls"),
        group.number("tokens"),
        group.number("cached"),
        usd.toPlainString());
  }

  /** A line with single blanks between its words. */
  private static String words(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
