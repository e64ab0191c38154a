package tollgate.runtime.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.pricing.PricingSource;
import tollgate.runtime.app.WebDocuments.Offline;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceShelf;
import tollgate.runtime.price.SourcedSheet;

/**
 * Asks the pricing sources and makes a book of what is on the shelf; a source that fails keeps its
 * last word. Of several sources the one is believed that the settings name first; those they do not
 * name follow by the rank they give themselves.
 */
final class Prices {

  /** The first source of the settings, right below the operator. */
  private static final int FIRST_RANK = SourcedSheet.OPERATOR - 1;

  /** The highest rank a source can give itself. */
  private static final int OWN_RANK = FIRST_RANK - 100;

  /** From this rank on a source is a live one, as {@link PricingSource#rank} says. */
  static final int LIVE = 100;

  private final Settings settings;
  private final PriceChanges words;
  private final InstantSource clock;
  private final PriceShelf shelf;

  /** The settings with the operator's own prices and aliases, which change without a stop. */
  private volatile Settings said;

  Prices(Settings settings, PriceChanges words, InstantSource clock) {
    this.settings = settings;
    this.said = settings;
    this.words = words;
    this.clock = clock;
    this.shelf = new PriceShelf(settings.dataDir().resolve("prices"), clock);
  }

  /** Takes prices and aliases from these settings; false when they are those it has. */
  boolean use(Settings fresh) {
    var before = said.pricing();
    said = fresh;
    return !before.overrides().equals(fresh.pricing().overrides())
        || !before.aliases().equals(fresh.pricing().aliases());
  }

  /** The settings of which prices and aliases were taken last. */
  Settings said() {
    return said;
  }

  /** What the sources said, for those who want to look. */
  PriceShelf shelf() {
    return shelf;
  }

  /** Asks every source; a book of every sheet as it is then. */
  PriceBook fetch(PluginSet plugins) {
    plugins.pricingSources().forEach(this::ask);
    return book();
  }

  private void ask(Contribution<PricingSource> source) {
    int own = source.value().rank();
    shelf.recall(source.name(), rank(source.name(), own), own >= LIVE);
    fetch(source);
  }

  /** Asks the sources that plugins brought or took along since, and makes a book of all. */
  PriceBook follow(PluginSet before, PluginSet now) {
    shelf.retain(now.pricingSources().stream().map(Contribution::name).toList());
    for (Contribution<PricingSource> source : now.pricingSources()) {
      if (!before.pricingSources().contains(source)) {
        ask(source);
      }
    }
    return book();
  }

  /** Tells of sources that the settings name and nobody brings; asked once, at the start. */
  void tellOfUnknownSources(PluginSet plugins) {
    List<String> there = plugins.pricingSources().stream().map(Contribution::name).toList();
    settings.pricing().sources().stream()
        .filter(source -> !there.contains(source))
        .forEach(source ->
            Events.log(
                MoneyEvent.PRICE_REFUSED,
                "source",
                source,
                "reason",
                "pricing.sources names it and no plugin brings it; there are: " + there));
  }

  /** A book of every sheet that is in force. */
  PriceBook book() {
    List<SourcedSheet> all = new ArrayList<>(shelf.sheets());
    Settings own = said;
    if (!own.pricing().overrides().isEmpty()) {
      all.add(Shapes.overrides(own, clock.instant()));
    }
    return PriceBook.of(
        all, new PriceBook.Words(own.pricing().aliases(), words.prices(), words.aliases()));
  }

  private int rank(String source, int own) {
    int place = settings.pricing().sources().indexOf(source);
    return place < 0 ? Math.clamp(own, 0, OWN_RANK) : FIRST_RANK - place;
  }

  private void fetch(Contribution<PricingSource> source) {
    try {
      source
          .value()
          .fetch(shelf.version(source.name()))
          .ifPresentOrElse(
              sheet -> shelf.offer(source.name(), sheet), () -> shelf.unchanged(source.name()));
    } catch (Offline | InterruptedIOException asWanted) {
      shelf.failed(source.name(), String.valueOf(asWanted.getMessage()));
    } catch (IOException failed) { // its last sheet stays
      String reason = String.valueOf(failed.getMessage());
      shelf.failed(source.name(), reason);
      Events.log(MoneyEvent.PRICE_REFUSED, "source", source.name(), "reason", reason);
    } catch (RuntimeException bug) { // a plugin's
      shelf.failed(source.name(), bug.toString());
      Events.log(MoneyEvent.PRICE_REFUSED, "source", source.name(), "err", bug);
    }
  }
}
