package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

class PriceObjectsTest {

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void takesThePricesOfThePredecessorExactly() {
    List<Rate> rates =
        installation
            .environment(
                "PRICING_OVERRIDES_JSON",
                """
                {"k-2": {"input": 0.4, "output": 2.5, "cache_read": 0.100000000055},
                 "acme/m": {"input": 0, "output": 0, "cache_write": 3.75, "reasoning": 1e1}}
                """)
            .settings()
            .pricing()
            .overrides();

    assertEquals(
        List.of(
            rate("", "k-2", RateUnit.INPUT, "0.4"),
            rate("", "k-2", RateUnit.OUTPUT, "2.5"),
            rate("", "k-2", RateUnit.CACHE_READ, "0.100000000055"),
            rate("acme", "m", RateUnit.INPUT, "0"),
            rate("acme", "m", RateUnit.OUTPUT, "0"),
            rate("acme", "m", RateUnit.CACHE_WRITE_5M, "3.75"),
            rate("acme", "m", RateUnit.REASONING, "1e1")),
        rates);
  }

  @Test
  void takesTheAliasesOfThePredecessor() {
    assertEquals(
        Map.of("coder", "k-2"),
        installation
            .environment("PRICING_ALIASES_JSON", "{\"coder\": \"k-2\"}")
            .settings()
            .pricing()
            .aliases());
  }

  @Test
  void letsATableOfTheFileStandLast() throws IOException {
    List<Rate> rates =
        installation
            .toml("[[price]]\nmodel = \"m\"\ninput = \"2\"\n")
            .environment("PRICING_OVERRIDES_JSON", "{\"m\": {\"input\": 1, \"output\": 1}}")
            .settings()
            .pricing()
            .overrides();

    assertEquals(rate("", "m", RateUnit.INPUT, "2"), rates.getLast());
  }

  @Test
  void tellsOfEverythingThatIsWrongAtOnce() {
    List<String> problems =
        installation
            .environment(
                "PRICING_OVERRIDES_JSON",
                "{\"a\": {\"input\": -1, \"output\": \"2\"}, \"b\": {\"input\": 1}, \"c\": 3,"
                    + " \"d\": {\"input\": 1, \"output\": 1, \"outptu\": 1},"
                    + " \"e\": {\"input\": 1, \"output\": 1e999}}")
            .environment("PRICING_ALIASES_JSON", "{\"x\": \"\", \"y\": 7, \"ok\": \"m\"}")
            .problems()
            .stream()
            .map(ProblemReport::what)
            .toList();

    for (String place :
        List.of(
            "pricing.overrides.a.input",
            "pricing.overrides.a.output",
            "pricing.overrides.b.output",
            "pricing.overrides.c",
            "pricing.overrides.d.outptu",
            "pricing.overrides.e.output",
            "pricing.aliases.x",
            "pricing.aliases.y")) {
      assertEquals(
          1,
          problems.stream().filter(what -> what.contains(place)).count(),
          place + " in " + problems);
    }
    assertEquals(8, problems.size(), problems.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "1", "null", "\"m\""})
  void refusesWhatIsNoObject(String text) {
    ProblemReport problem =
        installation.environment("PRICING_OVERRIDES_JSON", text).problems().getFirst();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problem.problem());
    assertTrue(problem.what().contains("pricing.overrides"), problem.what());
    assertEquals("environment PRICING_OVERRIDES_JSON", problem.where());
  }

  private static Rate rate(String provider, String model, RateUnit unit, String usd) {
    return new Rate(provider, model, unit, new BigDecimal(usd), 0, "", LocalDate.EPOCH);
  }
}
