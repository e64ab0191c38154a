package tollgate.pricing.litellm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.api.net.DocumentReader;
import tollgate.testkit.PriceLines;
import tollgate.testkit.PricingSourceContract;
import tollgate.testkit.RecordedDocument;

class LiteLlmPricesContractTest extends PricingSourceContract {

  private static final URI MIRROR = URI.create("https://mirror.test/prices.json");

  @Override
  protected boolean worksOffline() {
    return false;
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("url", MIRROR.toString());
  }

  @Override
  protected DocumentReader documents() {
    return RecordedDocument.at(MIRROR, Path.of("src/test/resources/model_prices.json"));
  }

  @Test
  void readsEveryPriceOfTheRecordedDocumentAndNoOther() throws IOException {
    assertEquals(
        String.join("\n", PriceLines.in(Path.of("src/test/resources/model_prices.expected.txt"))),
        String.join("\n", PriceLines.of(source().fetch("").orElseThrow())));
  }
}
