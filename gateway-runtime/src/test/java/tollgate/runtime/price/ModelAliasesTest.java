package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.pricing.Rate;

class ModelAliasesTest {

  private static final Map<String, String> ALIASES =
      Map.of("Coder", "k-2", "coder-pro", "acme/k-3", "m-20250514", "m-old", "k-2", "loop");

  @ParameterizedTest
  @CsvSource({
    "coder, k-2",
    "coder-plus, k-2",
    "CODER-Pro-x, acme/k-3",
    "acme/coder, k-2",
    "my-coder, ''",
    "code, ''",
  })
  void holdsForTheNameAndForAllThatBeginWithIt(String model, String priced) {
    assertEquals(Optional.of(priced).filter(key -> !key.isEmpty()), found(model));
  }

  @Test
  void comesAfterTheNameAsGiven() {
    assertEquals(Optional.of("coder-known"), found("coder-known"));
  }

  @Test
  void comesBeforeTheNameWithoutItsDate() {
    assertEquals(Optional.of("m-old"), found("m-20250514"));
    assertEquals(Optional.of("m"), found("m-20260101"));
  }

  @Test
  void holdsFromItsInstantOnWhenItWasSetMeanwhile() {
    Instant later = Lists.NOW.plusSeconds(60);
    var words =
        List.of(
            new AliasOverride(1, "mine", Lists.NOW, "k-2"),
            new AliasOverride(2, "coder", Lists.NOW, "m"),
            new AliasOverride(3, "coder", later, ""));

    assertEquals(Optional.empty(), found("mine", Lists.NOW.minusMillis(1), words));
    assertEquals(Optional.of("k-2"), found("mine", Lists.NOW, words));
    assertEquals(Optional.of("m"), found("coder", Lists.NOW, words), "before the settings' own");
    assertEquals(Optional.of("k-2"), found("coder", later, words), "withdrawn: the settings again");
  }

  private static Optional<String> found(String model) {
    return found(model, Lists.NOW, List.of());
  }

  private static Optional<String> found(String model, Instant at, List<AliasOverride> words) {
    var rates = new ArrayList<Rate>();
    for (String known : List.of("k-2", "coder-known", "m", "m-old", "loop")) {
      rates.addAll(Lists.rates("", known, Lists.DAY, "input=1"));
    }
    rates.addAll(Lists.rates("acme", "k-3", Lists.DAY, "input=1"));
    return PriceBook.of(
            List.of(Lists.sheet("test", 0, rates)), new PriceBook.Words(ALIASES, List.of(), words))
        .find("router", model, at)
        .map(PriceMatch::key);
  }
}
