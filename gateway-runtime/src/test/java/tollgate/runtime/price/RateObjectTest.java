package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;

class RateObjectTest {

  private static final String EVERYTHING =
      """
      {"input": 3, "output": "15", "cache_read": 0.3, "cache_write": 3.75, "cache_write_1h": 6,
       "reasoning": 20, "audio_in": 4, "audio_out": 8, "cache_read_audio": 0.4, "image_in": 5,
       "image_out": 40, "image": 0.04, "search": 0.01, "searched_call": 0.02,
       "call": 0,
       "tiers": [{"above_context_tokens": 200000, "input": 6, "output": 22.5},
                 {"service_tier": "flex", "input": 1.5},
                 {"service_tier": "flex", "above_context_tokens": 200000, "input": 2.5}],
       "uplift": {"us": 1.1, "eu": "1.2"}}
      """;

  @Test
  void readsEveryUnitTierAndRegion() {
    var reading = RateObject.parse("acme", "m", EVERYTHING);

    assertEquals(List.of(), reading.problems());
    assertEquals(
        Set.of(RateUnit.values()),
        reading.rates().stream().map(Rate::unit).collect(Collectors.toSet()));
    assertEquals(15 + 2 + 1 + 1 + 2, reading.rates().size());
    assertEquals(
        Set.of("acme"), reading.rates().stream().map(Rate::provider).collect(Collectors.toSet()));
  }

  @Test
  void writesWhatItReads() {
    var rates = RateObject.parse("acme", "m", EVERYTHING).rates();

    var again = RateObject.parse("acme", "m", Json.encode(RateObject.write(rates)));

    assertEquals(new HashSet<>(rates), new HashSet<>(again.rates()));
  }

  @Test
  void readsDecimalsExactly() {
    var rates = RateObject.parse("", "m", "{\"input\":0.1,\"output\":\"0.2\"}").rates();

    assertEquals(new BigDecimal("0.1"), rates.getFirst().usd());
    assertEquals(new BigDecimal("0.2"), rates.getLast().usd());
  }

  @Test
  void pricesAModelByThePieceAlone() {
    assertEquals(List.of(), RateObject.parse("", "m", "{\"image\":0.04}").problems());
    assertEquals(List.of(), RateObject.parse("", "m", "{\"call\":0.04}").problems());
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    var reading =
        RateObject.parse(
            "",
            " ",
            """
            {"input": -1, "outputs": 2, "cache_read": "x", "tiers": [{"input": 1}, 7,
             {"above_context_tokens": 1.5, "service_tier": "flex", "input": true}],
             "uplift": {"us": 0}}
            """);

    assertEquals(
        List.of(
            "the model has no name",
            "input is no price of 0 or more dollars: -1",
            "outputs is nothing that is charged",
            "cache_read is no price of 0 or more dollars: \"x\"",
            "tiers[0] needs a service_tier or above_context_tokens",
            "tiers[1] is no object",
            "tiers[2].above_context_tokens is no whole number of tokens",
            "tiers[2].input is no price of 0 or more dollars: true",
            "uplift.us is no region with a factor above 0"),
        reading.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":1} | input and output must be there, or a price for each image or call",
        "{} | input and output must be there, or a price for each image or call",
        "[] | it is no JSON object",
        "{\"input\":1,\"output\":2,\"uplift\":3} | uplift is no object of regions and factors",
        "{\"input\":1,\"output\":2,\"tiers\":{}} | tiers is no list of objects",
        "{\"input\":10000,\"output\":2} | input is no price of 0 or more dollars: 10000",
      })
  void refuses(String text, String problem) {
    assertEquals(List.of(problem), RateObject.parse("", "m", text).problems());
  }

  @Test
  void readsWhatAnEngineCanCharge() {
    var rates = RateObject.parse("", "m", EVERYTHING).rates();
    var match =
        PriceBook.of(List.of(Lists.sheet("test", 0, rates))).find("", "m", Lists.NOW).orElseThrow();

    assertEquals(
        Optional.of(Money.usd("0.00033")), // 100 tokens at 3.00, and a tenth of it
        RateEngine.cost(match, Lists.usage("region=us input=100")));
  }
}
