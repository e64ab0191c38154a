package tollgate.runtime.price;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tollgate.api.pricing.Rate;

/** What several sheets say, by provider and model; of one key the sheet that comes first counts. */
final class PriceIndex {

  /** Where a price stands; the provider is empty where it holds for any. */
  record Key(String provider, String model) {

    static Key of(Rate rate) {
      return new Key(ModelNames.plain(rate.provider()), ModelNames.plain(rate.model()));
    }

    @Override
    public String toString() {
      return provider.isEmpty() ? model : provider + "/" + model;
    }
  }

  /**
   * What one sheet says under one key. Its history is made when it is first asked for: a live list
   * has thousands of models, and a gateway serves a handful. Two threads that ask first may both
   * make it; they make the same.
   */
  private static final class Entry {
    private final SourcedSheet origin;
    private final List<Rate> rates;
    private volatile @Nullable PriceHistory history;

    Entry(SourcedSheet origin, List<Rate> rates) {
      this.origin = origin;
      this.rates = rates;
    }

    SourcedSheet origin() {
      return origin;
    }

    PriceHistory history() {
      PriceHistory made = history;
      if (made == null) {
        made = PriceHistory.of(rates);
        history = made;
      }
      return made;
    }
  }

  private final Map<Key, List<Entry>> entries;

  private PriceIndex(Map<Key, List<Entry>> entries) {
    this.entries = entries;
  }

  /** An index of sheets, the most believed first. */
  static PriceIndex of(List<SourcedSheet> ranked) {
    var entries = new HashMap<Key, List<Entry>>();
    for (SourcedSheet sheet : ranked) {
      Map<Key, List<Rate>> byModel =
          sheet.sheet().rates().stream().collect(Collectors.groupingBy(Key::of));
      byModel.forEach((key, rates) ->
          entries.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(new Entry(sheet, rates)));
    }
    return new PriceIndex(Map.copyOf(entries));
  }

  Set<Key> keys() {
    return entries.keySet();
  }

  /**
   * The price of the first of several names that has one: the owner's, the namespace's, anyone's.
   */
  Optional<PriceMatch> find(String owner, List<ModelNames.Name> names, LocalDate day) {
    return find(owner, names, day, card -> true);
  }

  /** The same among entries whose rates will do. */
  Optional<PriceMatch> find(
      String owner, List<ModelNames.Name> names, LocalDate day, Predicate<RateCard> wanted) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    for (ModelNames.Name name : names) {
      Optional<PriceMatch> match =
          lookup(new Key(owner, name.model()), day, wanted)
              .or(() -> lookup(new Key(name.namespace(), name.model()), day, wanted))
              .or(() -> lookup(new Key("", name.model()), day, wanted));
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  /** What stands under a key itself, by the sheet that comes first. */
  Optional<PriceMatch> lookup(Key key, LocalDate day) {
    return lookup(key, day, card -> true);
  }

  private Optional<PriceMatch> lookup(Key key, LocalDate day, Predicate<RateCard> wanted) {
    for (Entry entry : entries.getOrDefault(key, List.of())) {
      Optional<PriceHistory.Edition> edition =
          entry.history().at(day).filter(found -> wanted.test(found.card()));
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
}
