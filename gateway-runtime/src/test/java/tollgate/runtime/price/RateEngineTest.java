package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Usage;

class RateEngineTest {

  static List<Golden> golden() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void costsWhatTheSampleSays(Golden golden) {
    assertEquals(
        golden.cost(), RateEngine.cost(Lists.match(golden.list()), Lists.usage(golden.usage())));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void explainsWhatItCharges(Golden golden) {
    assertEquals(
        golden.cost(),
        RateEngine.explain(Lists.match(golden.list()), Lists.usage(golden.usage()))
            .map(Cost::total));
  }

  @Test
  void hasFourHundredSamplesEachWithANameOfItsOwn() {
    assertTrue(golden().size() >= 400, golden().size() + " samples");
    assertEquals(golden().size(), golden().stream().map(Golden::name).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void canBeWorkedOutAgainFromItsText(Golden golden) {
    Optional<Cost> cost =
        RateEngine.explain(Lists.match(golden.list()), Lists.usage(golden.usage()));

    assertEquals(golden.cost(), cost.map(one -> Cost.parse(one.text()).total()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache-creation-counted-twice", // maximhq/bifrost#3451
        "cached-tokens-charged-twice", // langwatch/langwatch#7018
        "reads-at-the-full-rate-too", // BerriAI/litellm#40006
        "writes-at-the-base-tier", // Helicone/helicone#5766
        "reads-at-zero", // Lore-Hex/quill-router#55
        "long-and-one-hour-together", // wso2/gateway-controllers#241
        "one-hour-as-five-minutes", // ItsJazii/pane#50
        "per-token-taken-for-per-million", // BerriAI/litellm#20615
        "cumulative-output-not-added", // the predecessor
        "picture-tokens-as-text",
        "region-multiplies-everything",
        "fast-multiplies-cache-rates"
      })
  void namesEveryMistakeThatOthersAreKnownFor(String mistake) {
    assertTrue(golden().stream().anyMatch(golden -> golden.name().equals(mistake)), mistake);
  }

  @Test
  void writesItsTextAsARowKeepsIt() {
    Cost cost =
        RateEngine.explain(
                Lists.match("input=3 output=15 ; above=200000 input=6 ; region=us uplift=1.1"),
                Lists.usage("region=us input=200001 cache-write-1h=10 output=2"))
            .orElseThrow();

    assertEquals(
        "above=200000 region=us*1.1 input=200001*6.6 output=2*33~ cache_write_1h=10*13.2~",
        cost.text());
  }

  @Test
  void saysLineByLineWhatWasDerived() {
    Cost cost =
        RateEngine.explain(
                Lists.match("input=3 output=15 ; above=200000 input=6 output=22.5"),
                Lists.usage("input=200001 cache-write-1h=10"))
            .orElseThrow();

    assertEquals(200_000, cost.aboveContext());
    Charge input = cost.charges().getFirst();
    Charge write = cost.charges().getLast();
    assertEquals(RateUnit.INPUT, input.unit());
    assertEquals(200_001, input.quantity());
    assertFalse(input.derived());
    assertEquals(RateUnit.CACHE_WRITE_1H, write.unit());
    assertTrue(write.derived());
    assertEquals(0, new BigDecimal("12").compareTo(write.rate()));
    assertEquals(0, new BigDecimal("0.00012").compareTo(write.usd()));
  }

  @Test
  void knowsNothingOfAUsageThatIsUnknown() {
    assertEquals(Optional.empty(), RateEngine.cost(Lists.match("input=1"), Usage.UNKNOWN));
    assertEquals(Optional.empty(), RateEngine.explain(Lists.match("call=1"), Usage.UNKNOWN));
  }
}
