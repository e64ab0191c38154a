package tollgate.runtime.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tollgate.api.pricing.Rate;

/** What several sheets say, by provider and model; of one key the sheet that comes first counts. */
final class PriceIndex {

  /** The source of what the operator said while the gateway ran. */
  static final String OVERRIDE = "override";

  /** Where a price stands; the provider is empty where it holds for any. */
  record Key(String provider, String model) {

    static Key of(Rate rate) {
      return new Key(ModelNames.plain(rate.provider()), ModelNames.plain(rate.model()));
    }

    static Key of(PriceOverride word) {
      return new Key(ModelNames.plain(word.provider()), ModelNames.plain(word.model()));
    }

    @Override
    public String toString() {
      return provider.isEmpty() ? model : provider + "/" + model;
    }
  }

  /**
   * What one source says under one key. Its history is made when it is first asked for: a live list
   * has thousands of models, and a gateway serves a handful. Two threads that ask first may both
   * make it; they make the same.
   */
  private static final class Entry {
    private final String source;
    private final Supplier<PriceHistory> maker;
    private volatile @Nullable PriceHistory history;

    Entry(String source, Supplier<PriceHistory> maker) {
      this.source = source;
      this.maker = maker;
    }

    PriceHistory history() {
      PriceHistory made = history;
      if (made == null) {
        made = maker.get();
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
    return of(List.of(), ranked);
  }

  /** The same with what the operator said since, which is believed before all of them. */
  static PriceIndex of(List<PriceOverride> said, List<SourcedSheet> ranked) {
    var entries = new HashMap<Key, List<Entry>>();
    said.stream()
        .collect(Collectors.groupingBy(Key::of))
        .forEach(
            (key, words) -> add(entries, key, new Entry(OVERRIDE, () -> PriceHistory.of(words))));
    for (SourcedSheet sheet : ranked) {
      String version = sheet.sheet().version();
      sheet.sheet().rates().stream()
          .collect(Collectors.groupingBy(Key::of))
          .forEach((key, rates) ->
              add(entries, key, new Entry(sheet.source(), () -> PriceHistory.of(version, rates))));
    }
    return new PriceIndex(Map.copyOf(entries));
  }

  private static void add(Map<Key, List<Entry>> entries, Key key, Entry entry) {
    entries.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(entry);
  }

  Set<Key> keys() {
    return entries.keySet();
  }

  /**
   * The price of the first of several names that has one: the owner's, the namespace's, anyone's.
   */
  Optional<PriceMatch> find(String owner, List<ModelNames.Name> names, Instant at) {
    return find(owner, names, at, card -> true);
  }

  /** The same among entries whose rates will do. */
  Optional<PriceMatch> find(
      String owner, List<ModelNames.Name> names, Instant at, Predicate<RateCard> wanted) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    for (ModelNames.Name name : names) {
      for (Key key : keys(owner, name)) {
        Optional<PriceMatch> match = lookup(key, at, wanted);
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  /** The keys under which a price is looked for, in that order. */
  static Set<Key> tried(String owner, List<ModelNames.Name> names) {
    var keys = new LinkedHashSet<Key>();
    names.forEach(name -> keys.addAll(keys(owner, name)));
    return keys;
  }

  private static List<Key> keys(String owner, ModelNames.Name name) {
    return List.of(
        new Key(owner, name.model()),
        new Key(name.namespace(), name.model()),
        new Key("", name.model()));
  }

  /** What stands under a key itself, by the source that comes first. */
  Optional<PriceMatch> lookup(Key key, Instant at) {
    return lookup(key, at, card -> true);
  }

  private Optional<PriceMatch> lookup(Key key, Instant at, Predicate<RateCard> wanted) {
    for (Entry entry : entries.getOrDefault(key, List.of())) {
      Optional<PriceMatch> match =
          entry.history().at(at).flatMap(edition -> match(entry, key, edition, wanted));
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  private static Optional<PriceMatch> match(
      Entry entry, Key key, PriceHistory.Edition edition, Predicate<RateCard> wanted) {
    return edition
        .card()
        .filter(wanted)
        .map(card ->
            new PriceMatch(entry.source, key.toString(), edition.version(), edition.from(), card));
  }
}
