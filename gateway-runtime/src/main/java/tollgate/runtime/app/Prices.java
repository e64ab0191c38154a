package tollgate.runtime.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.pricing.PricingSource;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.SourcedSheet;

/**
 * Asks the pricing sources and makes a book of what they say; a source that fails keeps its last
 * word.
 */
final class Prices {

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, SourcedSheet> sheets = new HashMap<>();

  Prices(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** A book of every sheet as it is now. */
  PriceBook fetch(PluginSet plugins) {
    for (Contribution<PricingSource> source : plugins.pricingSources()) {
      fetch(source);
    }
    List<SourcedSheet> all = new ArrayList<>(sheets.values());
    if (!settings.pricing().overrides().isEmpty()) {
      all.add(Shapes.overrides(settings, clock.instant()));
    }
    return PriceBook.of(all);
  }

  private void fetch(Contribution<PricingSource> source) {
    SourcedSheet known = sheets.get(source.name());
    try {
      source
          .value()
          .fetch(known == null ? "" : known.sheet().version())
          .ifPresent(sheet -> {
            sheets.put(
                source.name(), new SourcedSheet(source.name(), source.value().rank(), sheet));
            Events.log(
                Event.PRICE_LOADED,
                "source",
                source.name(),
                "version",
                sheet.version(),
                "rates",
                sheet.rates().size());
          });
    } catch (IOException | RuntimeException failed) { // a plugin's; its last sheet stays
      Events.log(Event.PRICE_REFUSED, "source", source.name(), "err", failed);
    }
  }
}
