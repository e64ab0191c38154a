package tollgate.pricing.modelsdev;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import tollgate.api.net.DocumentReader;
import tollgate.api.net.DocumentReader.Document;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;

/** The catalogue as a source of prices. */
final class ModelsDevPrices implements PricingSource {

  private final URI address;
  private final DocumentReader documents;
  private final System.Logger logger;

  ModelsDevPrices(URI address, DocumentReader documents, System.Logger logger) {
    this.address = address;
    this.documents = documents;
    this.logger = logger;
  }

  @Override
  public String id() {
    return "models-dev";
  }

  /** Below a list that knows service tiers and one-hour cache writes as well; this one does not. */
  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Optional<PriceSheet> fetch(String lastVersion) throws IOException {
    Optional<Document> document = documents.read(address, lastVersion);
    return document.isEmpty() ? Optional.empty() : Optional.of(sheet(document.get()));
  }

  private PriceSheet sheet(Document document) throws IOException {
    Catalogue catalogue = Catalogue.read(document.root());
    if (catalogue.rates().isEmpty()) {
      throw new IOException(address + " holds no price that can be read");
    }
    logger.log(
        Level.DEBUG,
        "models without a price that can be used: {0}, of these spoiled: {1}",
        catalogue.leftOut(),
        catalogue.spoiled());
    return new PriceSheet(
        document.version(), document.retrievedAt(), address.toString(), catalogue.rates());
  }
}
