package tollgate.runtime.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.call.Caps.Applying;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Opened;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.ledger.Terms;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/**
 * Reserves: finds room for the call under every cap that applies, holds what it is likely to cost
 * and waits until its row is on disk. From here on the call may be sent; before, nothing was.
 *
 * <p>A stream is watched: it holds its prompt and a first piece of output, and more as it flows. An
 * answer that comes in one piece cannot be, nor one that reasons where nobody sees it: it holds the
 * most it may cost, and where the caps leave less than that, it is asked to be no longer than they
 * leave it. Either way a call needs room for its prompt and at most {@link
 * TokenEstimate#OUTPUT_TRANCHE} tokens of output, and is refused for less only; an answer that
 * cannot be watched waits for room for a useful one before it is content with less.
 */
final class BudgetKeeper {

  /** How long a call waits while running ones hold what it needs. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Caps caps;
  private final Estimates estimates;
  private final Ancestry ancestry;
  private final BudgetWords words;
  private final CapNotes notes;

  BudgetKeeper(
      Ledger ledger,
      Caps caps,
      Estimates estimates,
      Ancestry ancestry,
      BudgetWords words,
      CapNotes notes) {
    this.ledger = ledger;
    this.caps = caps;
    this.estimates = estimates;
    this.ancestry = ancestry;
    this.words = words;
    this.notes = notes;
  }

  /**
   * Reserves.
   *
   * @param left told what every cap leaves where one has no room
   */
  Outcome<FundedCall> reserve(RoutedCall routed, Consumer<List<Lease.Left>> left) {
    try {
      return reserve(routed, likely(routed), left);
    } catch (ProblemException unavailable) {
      return new Refused<>(unavailable.report());
    }
  }

  private Outcome<FundedCall> reserve(
      RoutedCall routed, Likely likely, Consumer<List<Lease.Left>> left) {
    if (!routed.call().facts().billable()) {
      return new Passed<>(new FundedCall(routed, routed.pricing(), likely, new Reservation.Free()));
    }
    Applying applying = caps.of(routed);
    Pricing.Guess price = routed.pricing().guess(routed.call().facts().dearerTier());
    Optional<ProblemReport> objection =
        Caps.objection(routed.judged()).or(() -> unpriced(routed, price, applying));
    if (objection.isPresent()) {
      return new Refused<>(objection.get());
    }
    Likely guess = applying.strict() ? likely.atTheDearest() : likely;
    var bid = new Bid(routed, OutputLimit.of(routed, applying, guess), guess, price);
    return open(bid, applying.all(), left);
  }

  private Likely likely(RoutedCall routed) {
    var identity = routed.judged().authenticated().identified().identity();
    return estimates.of(identity, routed.model(), routed.call().facts());
  }

  /** A cap on money cannot let through what nobody can price. */
  private Optional<ProblemReport> unpriced(
      RoutedCall routed, Pricing.Guess price, Applying applying) {
    Optional<Cap> money = applying.ofMoney();
    if (money.isEmpty()) {
      return Optional.empty();
    }
    var arrival = routed.call().arrival();
    if (arrival.dialect() == Passthrough.DIALECT) {
      notes.unpriced(money.get());
      return Optional.of(BudgetWords.unmetered(money.get(), arrival.head().path()));
    }
    if (price.price().isPresent() && !price.lacksTier()) {
      return Optional.empty();
    }
    notes.unpriced(money.get());
    String model = routed.model();
    String tier = price.price().isPresent() ? price.tier() : "";
    return Optional.of(BudgetWords.unpriced(money.get(), model, tier, routed.provider().id()));
  }

  /**
   * What a call asks for.
   *
   * @param price at which all of it is reckoned
   */
  private record Bid(RoutedCall routed, OutputLimit output, Likely likely, Pricing.Guess price) {

    Amount amount(long tokens) {
      return likely.amount(price, tokens);
    }

    Terms under(List<Cap> caps) {
      Amount wish = amount(output.wish());
      return output.isExact()
          ? new Terms(caps, wish, wish, wish, PATIENCE)
          : new Terms(caps, amount(output.least()), amount(output.enough()), wish, PATIENCE);
    }
  }

  private Outcome<FundedCall> open(Bid bid, List<Cap> caps, Consumer<List<Lease.Left>> left) {
    Terms terms = bid.under(caps);
    return switch (ledger.open(opening(bid.routed(), terms.least()), terms)) {
      case Opened.Admitted(var row) -> funded(bid, row);
      case Opened.Exhausted(var why, var all) -> {
        left.accept(all);
        notes.exhausted(why);
        yield new Refused<>(words.exhausted(why));
      }
      case Opened.Contended(var why, var all) -> {
        left.accept(all);
        notes.contended(why, PATIENCE);
        yield new Refused<>(words.contended(why));
      }
    };
  }

  private Passed<FundedCall> funded(Bid bid, OpenCall row) {
    RoutedCall routed = bid.routed();
    Pricing pricing = routed.pricing();
    notes.admitted(row);
    long affordable = bid.output().within(row.hold(), bid::amount);
    var reservation = new Reservation.Recorded(row);
    if (affordable >= bid.output().wish()) {
      return new Passed<>(
          new FundedCall(routed, pricing, bid.likely(), affordable, 0, reservation));
    }
    long each = bid.output().each(affordable);
    row.clamped(each);
    notes.clamped(row, each);
    return new Passed<>(
        new FundedCall(routed.clamped(each), pricing, bid.likely(), affordable, each, reservation));
  }

  private CallOpening opening(RoutedCall routed, Amount least) {
    var judged = routed.judged();
    var authenticated = judged.authenticated();
    var identity = authenticated.identified().identity();
    var generation = routed.call().arrival().generation();
    var decided =
        new CallOpening.Decided(
            routed.provider().id(),
            routed.model(),
            generation.policies().generation(),
            generation.prices().bookVersion(),
            judged.snapshot(),
            least.money());
    var line = ancestry.of(identity);
    var groups = new CallOpening.Groups(line.root(), line.lineage(), judged.orders().tags());
    return Openings.of(routed.call(), identity, authenticated.caller(), groups, decided);
  }
}
