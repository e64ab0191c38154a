package tollgate.runtime.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.pricing.Rate;

/**
 * Every known price by source and date. Immutable: a changed sheet makes a new book, and a running
 * call keeps the book it was admitted with.
 *
 * <p><b>How a price is found.</b> The name as given is tried first, then the name without its
 * namespaces ({@code ns/model}), then without a thinking level, then without a snapshot date or
 * {@code -latest}. For each name an entry of the call's own provider is preferred, then one of the
 * namespace, then one that holds for any provider; of several sources the one with the higher rank
 * is believed. A source's entry is taken whole: rates of two sources are never mixed.
 *
 * <p><b>Dates.</b> A rate holds from its day, in UTC, until the same source names another for the
 * same unit, context and service tier.
 */
public final class PriceBook {

  /** No prices. */
  public static final PriceBook EMPTY = PriceBook.of(List.of());

  private record Key(String provider, String model) {
    @Override
    public String toString() {
      return provider.isEmpty() ? model : provider + "/" + model;
    }
  }

  /** What one source says of one model; sources with a higher rank come first. */
  private record Entry(SourcedSheet origin, PriceHistory history) {}

  private final List<SourcedSheet> sheets;
  private final Map<Key, List<Entry>> entries;

  private PriceBook(List<SourcedSheet> sheets, Map<Key, List<Entry>> entries) {
    this.sheets = sheets;
    this.entries = entries;
  }

  /** A book of the given sheets; of two with the same rank the one named first is believed. */
  public static PriceBook of(List<SourcedSheet> sheets) {
    var ranked =
        sheets.stream().sorted(Comparator.comparingInt(SourcedSheet::rank).reversed()).toList();
    var entries = new HashMap<Key, List<Entry>>();
    for (SourcedSheet sheet : ranked) {
      Map<Key, List<Rate>> byModel =
          sheet.sheet().rates().stream().collect(Collectors.groupingBy(PriceBook::key));
      byModel.forEach((key, rates) ->
          entries
              .computeIfAbsent(key, absent -> new ArrayList<>(1))
              .add(new Entry(sheet, PriceHistory.of(rates))));
    }
    return new PriceBook(ranked, Map.copyOf(entries));
  }

  /**
   * The price of a model at a moment.
   *
   * @param provider the provider that serves the call
   * @param model the model's name as the client or the reply gives it
   * @param at when the call was admitted
   * @return empty when no source prices it: the cost is then unknown
   */
  public Optional<PriceMatch> find(String provider, String model, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    String owner = ModelNames.plain(provider);
    for (ModelNames.Name name : ModelNames.spellings(model)) {
      Optional<PriceMatch> match =
          lookup(owner, name.model(), day)
              .or(() -> lookup(name.namespace(), name.model(), day))
              .or(() -> lookup("", name.model(), day));
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  /** The sheets of this book, the one most believed first. */
  public List<SourcedSheet> sheets() {
    return sheets;
  }

  /** How many models are priced, counted once per provider. */
  public int size() {
    return entries.size();
  }

  /** Every sheet with its version in one line: {@code models@2026-11-20,builtin@2026-11-01}. */
  public String bookVersion() {
    return sheets.stream()
        .map(sheet -> sheet.source() + "@" + sheet.sheet().version())
        .collect(Collectors.joining(","));
  }

  private Optional<PriceMatch> lookup(String provider, String model, LocalDate day) {
    var key = new Key(provider, model);
    for (Entry entry : entries.getOrDefault(key, List.of())) {
      Optional<PriceHistory.Edition> edition = entry.history().at(day);
      if (edition.isPresent()) {
        return Optional.of(
            new PriceMatch(
                entry.origin().source(),
                key.toString(),
                entry.origin().sheet().version(),
                edition.get().from(),
                edition.get().card()));
      }
    }
    return Optional.empty();
  }

  private static Key key(Rate rate) {
    return new Key(ModelNames.plain(rate.provider()), ModelNames.plain(rate.model()));
  }
}
