package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;

class RateEngineTest {

  /** A line of {@code golden.txt}. */
  record Golden(String name, String list, String usage, Optional<Money> cost) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Golden> golden() {
    var lists = new HashMap<String, String>();
    var cases = new ArrayList<Golden>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("list ")) {
        String[] parts = line.substring("list ".length()).split(":", 2);
        lists.put(parts[0], parts[1]);
      } else if (line.startsWith("case ")) {
        String[] parts = line.substring("case ".length()).split("\\|", -1);
        String cost = parts[3].strip();
        cases.add(
            new Golden(
                parts[0].strip(),
                lists.get(parts[1].strip()),
                parts[2],
                cost.equals("unknown") ? Optional.empty() : Optional.of(Money.usd(cost))));
      }
    }
    return cases;
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

  private static String text() {
    try (InputStream file = RateEngineTest.class.getResourceAsStream("golden.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
