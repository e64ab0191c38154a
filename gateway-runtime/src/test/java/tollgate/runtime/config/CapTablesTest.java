package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.config.CapEntry.Measure;
import tollgate.runtime.problem.ProblemException;

class CapTablesTest {

  /** A fault in every line that can have one. */
  private static final String FAULTS =
      """
      [[cap]]
      id = "two words"
      usd = 2.5
      per = "fortnight"
      by = ["colour"]
      where = { agent = "scout" }
      strict = "perhaps"
      colour = "red"

      [[cap]]
      id = "none"
      per = "day"

      [[cap]]
      id = "both"
      usd = 1
      calls = 1
      per = "day"

      [[cap]]
      id = "both"
      calls = 0
      per = "day"

      [[cap]]
      id = "lanes"
      concurrent = 3
      per = "day"

      [[cap]]
      id = "without"
      calls = 3
      """;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void readsCapsOfEveryMeasure() throws IOException {
    List<CapEntry> caps =
        installation
            .toml(
                """
                [[cap]]
                id = "claws"
                usd = "2.50"
                per = "day"
                by = ["key", "tag:team"]
                where = { tool = "openclaw", "tag:team" = "barn" }
                strict = true

                [[cap]]
                id = "all"
                usd = 40
                per = "month"

                [[cap]]
                id = "tokens"
                tokens = 1000000
                per = "5h"
                by = "tool"

                [[cap]]
                id = "lanes"
                concurrent = 4
                where.provider = "local"
                """)
            .settings()
            .caps();

    assertEquals(
        List.of(
            new CapEntry(
                "claws",
                Measure.USD,
                2_500_000_000L,
                "day",
                List.of("key", "tag:team"),
                Map.of("tool", "openclaw", "tag:team", "barn"),
                true),
            new CapEntry("all", Measure.USD, 40_000_000_000L, "month", List.of(), Map.of(), false),
            new CapEntry(
                "tokens", Measure.TOKENS, 1_000_000, "5h", List.of("tool"), Map.of(), false),
            new CapEntry(
                "lanes", Measure.CONCURRENT, 4, "", List.of(), Map.of("provider", "local"), false)),
        caps);
  }

  @Test
  void largeNumbersAreReadAndTooLargeOnesToldSo() throws IOException {
    String cap = "[[cap]]\nid = \"a\"\nper = \"day\"\ntokens = ";
    assertEquals(
        999_999_999_999_999_999L,
        installation.toml(cap + "999999999999999999\n").settings().caps().getFirst().most());

    installation.toml(cap + "1000000000000000000\n");

    var refused = assertThrows(ProblemException.class, installation::load);
    assertEquals(
        "The setting \"cap.tokens\" is \"1000000000000000000\", which is not a whole number above 0"
            + " of at most 18 digits.",
        refused.report().what());
  }

  @Test
  void showsWhatACapSays() throws IOException {
    var shown =
        installation
            .toml("[[cap]]\nid = \"a\"\nusd = 5\nper = \"day\"\nwhere.tool = \"plow\"\n")
            .load()
            .effective()
            .stream()
            .filter(setting -> setting.path().equals("cap.a"))
            .toList();

    assertEquals("5 usd per day, tool = plow", shown.getFirst().value());
    assertEquals(true, shown.getFirst().origin().endsWith("line 1"), shown::toString);
  }

  @Test
  void tellsEveryFaultAtOnceWithItsLine() throws IOException {
    installation.toml(FAULTS);

    var refused = assertThrows(ProblemException.class, installation::load);

    var told =
        refused.reports().stream()
            .map(report -> report.where().replaceAll(".*line ", "") + " " + report.what())
            .sorted()
            .toList();
    assertEquals(13, told.size(), () -> String.join("\n", told));
    for (int line : new int[] {2, 3, 4, 5, 6, 7, 8, 10, 14, 21, 22, 28, 30}) {
      assertEquals(
          1,
          told.stream().filter(one -> one.startsWith(line + " ")).count(),
          () -> line + " in\n" + String.join("\n", told));
    }
  }
}
