package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "builtin, 2026-11-01, openai/gpt-5, 2025-08-07",
    "list, W/\"a:b%3A\", acme/m:free, 1970-01-01",
    "list, 'Fri, 21 Nov 2026 12:00:00 GMT', a@b/c:d:e, 2026-11-21",
    "override, 17, m:2025-01-01, 2026-11-21T16:40:00.123Z"
  })
  void isReadBackWhateverIsInIt(String source, String version, String key, String since) {
    var reference = new PriceReference(source, version, key, since);

    assertEquals(Optional.of(reference), PriceReference.parse(reference.text()));
  }

  @Test
  void isNotFoundInAnotherText() {
    assertEquals(Optional.empty(), PriceReference.parse(""));
    assertEquals(Optional.empty(), PriceReference.parse("field/large"));
  }
}
