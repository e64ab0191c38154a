package tollgate.runtime.price;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  private record Entry(SourcedSheet origin, PriceHistory history) {}

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
          entries
              .computeIfAbsent(key, absent -> new ArrayList<>(1))
              .add(new Entry(sheet, PriceHistory.of(rates))));
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
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    for (ModelNames.Name name : names) {
      Optional<PriceMatch> match =
          lookup(new Key(owner, name.model()), day)
              .or(() -> lookup(new Key(name.namespace(), name.model()), day))
              .or(() -> lookup(new Key("", name.model()), day));
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  private Optional<PriceMatch> lookup(Key key, LocalDate day) {
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
}
