package tollgate.runtime.price;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Every known price by source and date. Immutable: a changed sheet makes a new book, and a running
 * call keeps the book it was admitted with.
 *
 * <p><b>How a price is found.</b> The name as given is tried first, then the name without its
 * namespaces ({@code ns/model}), then what an alias of the operator stands for, then the name
 * without a thinking level, then without a snapshot date or {@code -latest}. For each name an entry
 * of the call's own provider is preferred, then one of the namespace, then one that holds for any
 * provider; of several sources the one with the higher rank is believed. A source's entry is taken
 * whole: rates of two sources are never mixed. What the operator says goes before everything else:
 * where it is found by any spelling, no source is asked.
 *
 * <p><b>Dates.</b> A rate holds from its day, in UTC, until the same source names another for the
 * same unit, context and service tier. What the operator said while the gateway ran holds from its
 * instant on, as a whole, and is believed before what the settings say.
 */
public final class PriceBook {

  /** No prices. */
  public static final PriceBook EMPTY = PriceBook.of(List.of());

  private final List<SourcedSheet> sheets;
  private final PriceIndex operators;
  private final PriceIndex sources;

  private final ModelAliases aliases;

  /** The last word of the operator in it, 0 for none. */
  private final long lastWord;

  private PriceBook(List<SourcedSheet> ranked, Words words) {
    this.sheets = ranked;
    this.aliases = new ModelAliases(words.settings(), words.aliases());
    this.lastWord = words.last();
    this.operators =
        PriceIndex.of(words.prices(), ranked.stream().filter(SourcedSheet::isOperators).toList());
    this.sources = PriceIndex.of(ranked.stream().filter(sheet -> !sheet.isOperators()).toList());
  }

  /** A book of the given sheets; of two with the same rank the one named first is believed. */
  public static PriceBook of(List<SourcedSheet> sheets) {
    return of(sheets, Words.NONE);
  }

  /** The same with what the operator says beside the sheets. */
  public static PriceBook of(List<SourcedSheet> sheets, Words words) {
    return new PriceBook(
        sheets.stream().sorted(Comparator.comparingInt(SourcedSheet::rank).reversed()).toList(),
        words);
  }

  /**
   * What the operator says beside the sheets.
   *
   * @param settings the aliases of the settings
   * @param prices the prices that were set while the gateway ran
   * @param aliases the aliases that were
   */
  public record Words(
      Map<String, String> settings, List<PriceOverride> prices, List<AliasOverride> aliases) {

    /** Nothing. */
    public static final Words NONE = new Words(Map.of(), List.of(), List.of());

    /** Words never change. */
    public Words {
      settings = Map.copyOf(settings);
      prices = List.copyOf(prices);
      aliases = List.copyOf(aliases);
    }

    private long last() {
      return LongStream.concat(
              prices.stream().mapToLong(PriceOverride::id),
              aliases.stream().mapToLong(AliasOverride::id))
          .max()
          .orElse(0);
    }
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
    return find(provider, model, "", "", at);
  }

  /**
   * The same for a call in a service tier or a region: a source whose entry says nothing of it is
   * passed over for one that does, so that a list without tiers does not hide one that has them.
   *
   * @param serviceTier the tier billed, empty for the ordinary one
   * @param region where the call was processed, empty for anywhere
   */
  public Optional<PriceMatch> find(
      String provider, String model, String serviceTier, String region, Instant at) {
    String owner = ModelNames.plain(provider);
    List<ModelNames.Name> names = ModelNames.spellings(model, aliases, at);
    Optional<PriceMatch> found = operators.find(owner, names, at);
    if (found.isEmpty() && !region.isEmpty()) {
      found =
          sources.find(owner, names, at, card -> card.prices(serviceTier) && card.uplifts(region));
    }
    if (found.isEmpty() && !serviceTier.isEmpty()) {
      found = sources.find(owner, names, at, card -> card.prices(serviceTier));
    }
    return found.or(() -> sources.find(owner, names, at));
  }

  /** The keys under which a price is looked for, in that order, whether or not there is one. */
  public List<String> tried(String provider, String model, Instant at) {
    List<ModelNames.Name> names = ModelNames.spellings(model, aliases, at);
    return PriceIndex.tried(ModelNames.plain(provider), names).stream()
        .map(PriceIndex.Key::toString)
        .distinct()
        .toList();
  }

  /**
   * Entries at a moment, in the order of their keys, each by the source that is believed.
   *
   * @param offset how many of {@link #size} to pass over
   * @param limit how many to tell at most; those that are not in force are left out
   */
  public List<PriceMatch> entries(Instant at, int offset, int limit) {
    return keys().stream()
        .sorted(Comparator.comparing(PriceIndex.Key::toString))
        .skip(offset)
        .limit(limit)
        .flatMap(key -> operators.lookup(key, at).or(() -> sources.lookup(key, at)).stream())
        .toList();
  }

  /** The sheets of this book, the one most believed first. */
  public List<SourcedSheet> sheets() {
    return sheets;
  }

  /** How many models are priced, counted once per provider. */
  public int size() {
    return keys().size();
  }

  private Set<PriceIndex.Key> keys() {
    var keys = new HashSet<>(sources.keys());
    keys.addAll(operators.keys());
    return keys;
  }

  /** Every sheet with its version in one line: {@code models@2026-11-20,builtin@2026-11-01}. */
  public String bookVersion() {
    Stream<String> all =
        sheets.stream().map(sheet -> sheet.source() + "@" + sheet.sheet().version());
    Stream<String> own =
        lastWord == 0 ? Stream.empty() : Stream.of(PriceIndex.OVERRIDE + "@" + lastWord);
    return Stream.concat(own, all).collect(Collectors.joining(","));
  }
}
