package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.pricing.Rate;

class ModelAliasesTest {

  private static final ModelAliases ALIASES =
      new ModelAliases(
          Map.of("Coder", "k-2", "coder-pro", "acme/k-3", "m-20250514", "m-old", "k-2", "loop"));

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

  private static Optional<String> found(String model) {
    var rates = new ArrayList<Rate>();
    for (String known : List.of("k-2", "coder-known", "m", "m-old", "loop")) {
      rates.addAll(Lists.rates("", known, Lists.DAY, "input=1"));
    }
    rates.addAll(Lists.rates("acme", "k-3", Lists.DAY, "input=1"));
    return PriceBook.of(List.of(Lists.sheet("test", 0, rates)), ALIASES)
        .find("router", model, Lists.NOW)
        .map(PriceMatch::key);
  }
}
