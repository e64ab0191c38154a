package tollgate.runtime.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
 * same unit, context and service tier.
 */
public final class PriceBook {

  /** No prices. */
  public static final PriceBook EMPTY = PriceBook.of(List.of());

  private final List<SourcedSheet> sheets;
  private final PriceIndex operators;
  private final PriceIndex sources;

  private final ModelAliases aliases;

  private PriceBook(List<SourcedSheet> ranked, ModelAliases aliases) {
    this.sheets = ranked;
    this.aliases = aliases;
    this.operators = PriceIndex.of(ranked.stream().filter(SourcedSheet::isOperators).toList());
    this.sources = PriceIndex.of(ranked.stream().filter(sheet -> !sheet.isOperators()).toList());
  }

  /** A book of the given sheets; of two with the same rank the one named first is believed. */
  public static PriceBook of(List<SourcedSheet> sheets) {
    return of(sheets, ModelAliases.NONE);
  }

  /** The same with names that the operator gave to models. */
  public static PriceBook of(List<SourcedSheet> sheets, ModelAliases aliases) {
    return new PriceBook(
        sheets.stream().sorted(Comparator.comparingInt(SourcedSheet::rank).reversed()).toList(),
        aliases);
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
    return find(provider, model, "", at);
  }

  /**
   * The same for a call in a service tier: a source whose entry prices no such tier is passed over
   * for one that does, so that a list without tiers does not hide one that has them.
   *
   * @param serviceTier the tier billed, empty for the ordinary one
   */
  public Optional<PriceMatch> find(String provider, String model, String serviceTier, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    String owner = ModelNames.plain(provider);
    List<ModelNames.Name> names = ModelNames.spellings(model, aliases);
    Optional<PriceMatch> found = operators.find(owner, names, day);
    if (found.isEmpty() && !serviceTier.isEmpty()) {
      found = sources.find(owner, names, day, card -> card.prices(serviceTier));
    }
    return found.or(() -> sources.find(owner, names, day));
  }

  /**
   * Entries at a moment, in the order of their keys, each by the source that is believed.
   *
   * @param offset how many of {@link #size} to pass over
   * @param limit how many to tell at most; those that are not in force yet are left out
   */
  public List<PriceMatch> entries(Instant at, int offset, int limit) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return keys().stream()
        .sorted(Comparator.comparing(PriceIndex.Key::toString))
        .skip(offset)
        .limit(limit)
        .flatMap(key -> operators.lookup(key, day).or(() -> sources.lookup(key, day)).stream())
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
    return sheets.stream()
        .map(sheet -> sheet.source() + "@" + sheet.sheet().version())
        .collect(Collectors.joining(","));
  }
}
