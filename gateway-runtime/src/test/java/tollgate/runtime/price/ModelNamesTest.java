package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNamesTest {

  @ParameterizedTest
  @CsvSource({
    "m-4, m-4",
    "' M-4 ', m-4",
    "m-4-2024-08-06, m-4-2024-08-06 > m-4",
    "m-4-20250514, m-4-20250514 > m-4",
    "m-4@20250514, m-4@20250514 > m-4",
    "m-4-latest, m-4-latest > m-4",
    "m-4(high), m-4(high) > m-4",
    "m-4-20250514(high), m-4-20250514(high) > m-4-20250514 > m-4",
    "ns/m-4, ns/m-4 > ns:m-4",
    "a/ns/m-4, a/ns/m-4 > a:ns/m-4 > ns:m-4",
    "models/m-4-latest, models/m-4-latest > models:m-4-latest > models/m-4 > models:m-4",
    "m-4-2024, m-4-2024",
    "m-4-0613, m-4-0613",
    "m-4-19991231, m-4-19991231",
    "m-4-preview-05-06, m-4-preview-05-06",
    "m-4-mini-x, m-4-mini-x",
    "m-4:free, m-4:free",
    "-20250514, -20250514",
    "(high), (high)",
    "ns/, ns/",
    "'', ''",
  })
  void takesOffOnlyWhatCannotChangeAPrice(String model, String spellings) {
    List<String> found =
        ModelNames.spellings(model, ModelAliases.NONE, Lists.NOW).stream()
            .map(name ->
                name.namespace().isEmpty() ? name.model() : name.namespace() + ":" + name.model())
            .toList();

    assertEquals(spellings, String.join(" > ", found));
  }
}
