package tollgate.pricing.litellm;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import tollgate.api.net.DocumentReader;
import tollgate.api.net.DocumentReader.Document;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;

/** The price map as a source of prices. */
final class LiteLlmPrices implements PricingSource {

  private final URI address;
  private final DocumentReader documents;
  private final System.Logger logger;

  LiteLlmPrices(URI address, DocumentReader documents, System.Logger logger) {
    this.address = address;
    this.documents = documents;
    this.logger = logger;
  }

  @Override
  public String id() {
    return "litellm";
  }

  /** Above a catalogue that knows no service tiers: what this one prices, it prices whole. */
  @Override
  public int rank() {
    return 110;
  }

  @Override
  public Optional<PriceSheet> fetch(String lastVersion) throws IOException {
    Optional<Document> document = documents.read(address, lastVersion);
    return document.isEmpty() ? Optional.empty() : Optional.of(sheet(document.get()));
  }

  private PriceSheet sheet(Document document) throws IOException {
    PriceMap map = PriceMap.read(document.root());
    if (map.rates().isEmpty()) {
      throw new IOException(address + " holds no price that can be read");
    }
    logger.log(
        Level.DEBUG,
        "models without a price that can be used: {0}, of these spoiled: {1}",
        map.leftOut(),
        map.spoiled());
    return new PriceSheet(
        document.version(), document.retrievedAt(), address.toString(), map.rates());
  }
}
