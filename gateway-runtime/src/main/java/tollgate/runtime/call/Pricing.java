package tollgate.runtime.call;

import java.time.Instant;
import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceMatch;
import tollgate.runtime.price.RateEngine;

/**
 * What one call costs, by the prices it was admitted with: the same answer for the hold, for
 * running usage and for the settlement.
 *
 * @param book the pinned prices
 * @param provider who serves, by the name the operator gave it
 * @param type what kind of provider that is
 * @param model the model asked for
 * @param at when the call arrived
 */
record Pricing(PriceBook book, String provider, String type, String model, Instant at) {

  /** What to hold for a usage that is only likely; nothing where no price is known. */
  Money hold(Usage likely) {
    return find(model, likely.serviceTier())
        .flatMap(match -> RateEngine.cost(match, likely))
        .filter(cost -> CostGuard.objectionTo(cost).isEmpty())
        .orElse(Money.ZERO);
  }

  /** What a usage costs, by the served model's price, else by that of the model asked for. */
  Bill bill(Usage usage) {
    boolean nothing = usage.tokens().equals(TokenCounts.ZERO) && usage.searches() == 0;
    if (nothing && usage.provenance() != Provenance.UNKNOWN) {
      return Bill.NONE;
    }
    Optional<PriceMatch> match = match(usage.servedModel(), usage.serviceTier());
    Optional<Money> amount = match.flatMap(price -> RateEngine.cost(price, usage));
    if (match.isEmpty() || amount.isEmpty()) {
      return Bill.UNPRICED;
    }
    Optional<String> objection = CostGuard.objectionTo(amount.get());
    if (objection.isPresent()) {
      tell(amount.get(), objection.get());
      return Bill.UNPRICED;
    }
    CostStatus status =
        usage.provenance() == Provenance.ESTIMATED ? CostStatus.ESTIMATED : CostStatus.OK;
    return new Bill(status, amount.get(), match.get().reference());
  }

  /** Whether there is a price for the served model or for that asked for. */
  boolean isKnown(String servedModel) {
    return match(servedModel, "").isPresent();
  }

  private void tell(Money cost, String objection) {
    Events.log(
        Event.COST_GUARD,
        "provider",
        provider,
        "model",
        model,
        "raw_cost",
        cost.toUsd(),
        "reason",
        objection);
  }

  private Optional<PriceMatch> match(String servedModel, String tier) {
    Optional<PriceMatch> served =
        servedModel.isEmpty() ? Optional.empty() : find(servedModel, tier);
    return served.or(() -> find(model, tier));
  }

  /** A price for the provider as the operator named it, else for its kind, else for anyone. */
  private Optional<PriceMatch> find(String name, String tier) {
    Optional<PriceMatch> named = book.find(provider, name, tier, at);
    boolean own = named.isPresent() && named.get().key().startsWith(provider + "/");
    return own ? named : book.find(type, name, tier, at).or(() -> named);
  }
}
