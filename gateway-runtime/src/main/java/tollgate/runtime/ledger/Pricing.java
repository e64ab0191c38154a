package tollgate.runtime.ledger;

import java.time.Instant;
import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.price.Cost;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceMatch;
import tollgate.runtime.price.RateEngine;

/**
 * What one call costs, by the prices of one book that were in force when it arrived: the same
 * answer for the hold, for running usage, for the settlement and for every later look.
 *
 * @param book the prices; a running call is pinned to those it was admitted with
 * @param provider who serves, by the name the operator gave it
 * @param type what kind of provider that is
 * @param model the model asked for
 * @param at when the call arrived
 */
public record Pricing(PriceBook book, String provider, String type, String model, Instant at) {

  /** Why a usage has no cost. */
  public enum Lack {
    /** It has one. */
    NOTHING,
    /** Nobody told what was used. */
    USAGE,
    /** No source knows the model by any of its names. */
    MODEL,
    /** The model is known, but not in the service tier that was billed. */
    TIER,
    /** Something was used that the price does not name, such as a search or audio. */
    RATE,
    /** The price makes no sense: see {@link CostGuard}. */
    SENSE
  }

  private record Quote(PriceMatch match, Cost cost) {}

  /**
   * What several guesses at one call would cost: its prices are looked up once for all of them.
   *
   * @param price the price of the model asked for, in the ordinary service tier of any region
   * @param tier the dearer service tier that was asked for, empty for none
   * @param dearer the price in that tier
   */
  public record Guess(Optional<PriceMatch> price, String tier, Optional<PriceMatch> dearer) {

    /** Whether nobody knows what the tier costs that was asked for. */
    public boolean lacksTier() {
      return !tier.isEmpty() && dearer.isEmpty();
    }

    /**
     * What to hold, in the tier asked for or the ordinary one, whichever is dearer: the provider
     * chooses between them. Nothing where no price is known.
     */
    public Money hold(Usage likely) {
      Money ordinary = Pricing.hold(price, likely);
      Money asked = Pricing.hold(dearer, likely.withServiceTier(tier));
      return asked.compareTo(ordinary) > 0 ? asked : ordinary;
    }
  }

  /**
   * For usages that name neither a service tier nor a region.
   *
   * @param tier the dearer service tier that was asked for, empty for none
   */
  public Guess guess(String tier) {
    Optional<PriceMatch> dearer =
        tier.isEmpty()
            ? Optional.empty()
            : find(model, tier, "").filter(match -> match.card().prices(tier));
    return new Guess(find(model, "", ""), tier, dearer);
  }

  /** What to hold for a usage that is only likely; nothing where no price is known. */
  public Money hold(Usage likely) {
    return hold(find(model, likely.serviceTier(), likely.region()), likely);
  }

  private static Money hold(Optional<PriceMatch> price, Usage likely) {
    return price
        .flatMap(match -> RateEngine.cost(match, likely))
        .filter(cost -> CostGuard.objectionTo(cost).isEmpty())
        .orElse(Money.ZERO);
  }

  /** What a usage costs, by the served model's price, else by that of the model asked for. */
  public Bill bill(Usage usage) {
    if (isNothing(usage)) {
      return Bill.NONE;
    }
    Optional<Quote> quote = quote(usage);
    if (quote.isEmpty()) {
      return Bill.UNPRICED;
    }
    Cost cost = quote.get().cost();
    Optional<String> objection = CostGuard.objectionTo(cost.total());
    if (objection.isPresent()) {
      tell(cost.total(), objection.get());
      return Bill.UNPRICED;
    }
    CostStatus status =
        usage.provenance() == Provenance.ESTIMATED ? CostStatus.ESTIMATED : CostStatus.OK;
    return new Bill(status, cost.total(), quote.get().match().reference(), cost.text());
  }

  /** Why {@link #bill} has no cost for a usage. */
  public Lack lack(Usage usage) {
    if (usage.provenance() == Provenance.UNKNOWN) {
      return Lack.USAGE;
    }
    Optional<PriceMatch> match = match(usage);
    if (match.isEmpty()) {
      return Lack.MODEL;
    }
    Optional<Money> cost = match.flatMap(price -> RateEngine.cost(price, usage));
    if (cost.isPresent()) {
      return CostGuard.objectionTo(cost.get()).isPresent() ? Lack.SENSE : Lack.NOTHING;
    }
    return match.get().card().prices(usage.serviceTier()) ? Lack.RATE : Lack.TIER;
  }

  /** Whether there is a price for the served model or for that asked for. */
  public boolean isKnown(String servedModel) {
    return match(Usage.exact(TokenCounts.ZERO, servedModel)).isPresent();
  }

  private static boolean isNothing(Usage usage) {
    return usage.tokens().equals(TokenCounts.ZERO)
        && usage.searches() == 0
        && usage.images() == 0
        && usage.provenance() != Provenance.UNKNOWN;
  }

  private Optional<Quote> quote(Usage usage) {
    return match(usage)
        .flatMap(match -> RateEngine.explain(match, usage).map(cost -> new Quote(match, cost)));
  }

  private void tell(Money cost, String objection) {
    Events.log(
        MoneyEvent.COST_GUARD,
        "provider",
        provider,
        "model",
        model,
        "raw_cost",
        cost.toUsd(),
        "reason",
        objection);
  }

  private Optional<PriceMatch> match(Usage usage) {
    String tier = usage.serviceTier();
    String region = usage.region();
    Optional<PriceMatch> served =
        usage.servedModel().isEmpty() ? Optional.empty() : find(usage.servedModel(), tier, region);
    return served.or(() -> find(model, tier, region));
  }

  /** A price for the provider as the operator named it, else for its kind, else for anyone. */
  private Optional<PriceMatch> find(String name, String tier, String region) {
    Optional<PriceMatch> named = book.find(provider, name, tier, region, at);
    boolean own = named.isPresent() && named.get().key().startsWith(provider + "/");
    return own ? named : book.find(type, name, tier, region, at).or(() -> named);
  }
}
