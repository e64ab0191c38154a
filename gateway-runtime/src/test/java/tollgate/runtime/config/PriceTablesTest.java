package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

class PriceTablesTest {

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void makesOneRateOfEachUnit() throws IOException {
    List<Rate> rates =
        installation
            .toml(
                """
                [[price]]
                model = "m"
                provider = "local"
                input = "0.10"
                cache-write-5m = 3
                search = "0.01"
                above-context-tokens = 200000
                service-tier = "priority"
                from = 2026-11-01
                """)
            .settings()
            .pricing()
            .overrides();

    LocalDate from = LocalDate.of(2026, 11, 1);
    assertEquals(
        List.of(
            rate(RateUnit.INPUT, "0.10", from),
            rate(RateUnit.CACHE_WRITE_5M, "3", from),
            rate(RateUnit.SEARCH, "0.01", from)),
        rates);
  }

  @Test
  void takesTheUpliftOfARegion() throws IOException {
    Rate rate =
        installation
            .toml("[[price]]\nmodel = \"m\"\nregion = \"us\"\nuplift = \"1.1\"\n")
            .settings()
            .pricing()
            .overrides()
            .getFirst();

    assertEquals(
        new Rate("", "m", RateUnit.UPLIFT, new BigDecimal("1.1"), 0, "us", LocalDate.EPOCH), rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uplift = \"1.1\"",
        "region = \"us\"",
        "region = \" \"\nuplift = \"1.1\"",
        "region = \"us\"\nuplift = \"0\"",
        "region = \"us\"\nuplift = \"1.1\"\nservice-tier = \"fast\"",
        "region = \"us\"\nuplift = \"1.1\"\nabove-context-tokens = 200000",
        "region = \"us\"\ninput = \"3\"",
      })
  void refusesAnUpliftThatSaysTooLittleOrTooMuch(String lines) throws IOException {
    var problems = installation.toml("[[price]]\nmodel = \"m\"\n" + lines + "\n").problems();

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().what().contains("price.uplift"), problems::toString);
  }

  private static Rate rate(RateUnit unit, String usd, LocalDate from) {
    return new Rate("local", "m", unit, new BigDecimal(usd), 200_000, "priority", from);
  }

  @Test
  void holdsForAnyProviderAlwaysWhereNothingElseIsSaid() throws IOException {
    Rate rate =
        installation
            .toml("[[price]]\nmodel = \"m\"\noutput = \"1\"\n")
            .settings()
            .pricing()
            .overrides()
            .getFirst();

    assertEquals(new Rate("", "m", RateUnit.OUTPUT, BigDecimal.ONE, 0, "", LocalDate.EPOCH), rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input = 2.5",
        "input = \"-1\"",
        "input = \"1e3\"",
        "from = \"soon\"\ninput = \"1\"",
        "above-context-tokens = \"x\"\ninput = \"1\""
      })
  void refusesWhatIsNotMoneyOrNotADay(String line) throws IOException {
    ProblemReport problem =
        installation.toml("[[price]]\nmodel = \"m\"\n" + line + "\n").problems().getFirst();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problem.problem());
    assertEquals(installation.file() + " line 3", problem.where());
  }

  @Test
  void tellsOfAnUnknownUnitAndOfAMissingModel() throws IOException {
    List<ProblemReport> problems = installation.toml("[[price]]\ninptu = \"1\"\n").problems();

    assertTrue(problems.get(0).fix().contains("price.input"), problems.get(0).fix());
    assertTrue(problems.get(1).what().contains("price.model"), problems.get(1).what());
  }
}
