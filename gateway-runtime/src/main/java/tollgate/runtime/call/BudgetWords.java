package tollgate.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.call.Headers;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Answer;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.problem.ProblemReport;

/** What a person is told whose call a cap does not let through. */
final class BudgetWords {
  /** Tells a client what the caps that apply to the call leave, beside what it holds itself. */
  static final String LEFT_FIELD = "x-tollgate-budget-left";

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** What a call that waited in vain is told to wait before it comes again. */
  private static final Duration AFTER_CONTENTION = Duration.ofSeconds(2);

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV");

  private final ZoneId zone;
  private final InstantSource clock;

  BudgetWords(ZoneId zone, InstantSource clock) {
    this.zone = zone;
    this.clock = clock;
  }

  ProblemReport exhausted(Answer.Exhausted why) {
    Cap cap = why.cap();
    String limit = cap.unit().text(cap.most()) + " " + per(cap.meter());
    String spent = cap.unit().text(why.spent());
    if (cap.rate() && why.resets().isPresent()) {
      Duration wait = until(why.resets().get());
      return MoneyProblem.BUDGET_RATE
          .report(cap.name(), spent + " of " + limit, wait.toSeconds() + " s, then try again")
          .after(wait);
    }
    String reason =
        why.spent() >= cap.most()
            ? spent + " of " + limit + " is spent"
            : "this call needs at least %s, and %s is left of %s"
                .formatted(
                    cap.unit().text(why.needed()),
                    cap.unit().text(cap.most() - why.spent()),
                    limit);
    return MoneyProblem.BUDGET_EXHAUSTED.report(cap.name(), reason, remedy(why.resets()));
  }

  ProblemReport contended(Answer.Contended why) {
    Cap cap = why.cap();
    String reason =
        "%s is spent and %s held of %s %s"
            .formatted(
                cap.unit().text(why.spent()),
                cap.unit().text(why.held()),
                cap.unit().text(cap.most()),
                per(cap.meter()));
    return MoneyProblem.BUDGET_CONTENDED
        .report(cap.name(), reason, "Try again in a moment.")
        .after(AFTER_CONTENTION);
  }

  /**
   * A cap on money cannot let through what nobody can price.
   *
   * @param tier the service tier that has no price, empty where the model has none
   */
  static ProblemReport unpriced(Cap cap, String model, String tier, String provider) {
    String inTier = tier.isEmpty() ? "" : " in the service tier " + tier;
    String ask = "Ask the operator to give it a price, or to leave it out of the cap";
    return MoneyProblem.BUDGET_UNPRICED.report(
        cap.name(),
        "nobody knows what the model " + model + " of " + provider + " costs" + inTier,
        tier.isEmpty() ? ask + "." : ask + "; or ask for no service tier.");
  }

  /** Nor what nobody can read the usage of. */
  static ProblemReport unmetered(Cap cap, String path) {
    return MoneyProblem.BUDGET_UNPRICED.report(
        cap.name(),
        "what " + path + " uses cannot be read",
        "Ask the operator to leave such calls out of the cap.");
  }

  /** A call that was to move on has no room where it would go. */
  static ProblemReport elsewhere(String provider) {
    return MoneyProblem.BUDGET_EXHAUSTED.report(
        "of " + provider,
        "the call was to be served there for want of another",
        "Ask the operator to raise the cap, or wait for the provider it was routed to.");
  }

  /** A running answer has used what was left. */
  static ProblemReport reached(Cap cap) {
    return MoneyProblem.BUDGET_REACHED.report(
        cap.name() + ", " + cap.unit().text(cap.most()) + " " + per(cap.meter()),
        "Ask the operator to raise the cap, or wait until it begins anew.");
  }

  private Duration until(Instant when) {
    Duration rest = Duration.between(clock.instant(), when);
    Duration whole = Duration.ofSeconds(rest.toSeconds() + (rest.toNanosPart() > 0 ? 1 : 0));
    return whole.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : whole;
  }

  private String remedy(Optional<Instant> resets) {
    return resets
        .map(when ->
            "There is room again at "
                + WHEN.format(when.atZone(zone))
                + "; until then only the operator can raise the cap.")
        .orElse("Ask the operator to raise the cap.");
  }

  /** The cap that leaves least of what is known only when a call has ended. */
  static Optional<Lease.Left> tightest(List<Lease.Left> all) {
    return all.stream()
        .filter(left -> left.cap().unit().isMeasured())
        .min((one, other) -> Long.compare(one.left(), other.left()));
  }

  /** Fields with what caps leave; none where none applies. */
  static Headers field(List<Lease.Left> all) {
    return all.isEmpty() ? Headers.none() : Headers.of(LEFT_FIELD, left(all));
  }

  /** What is left of each cap, as a field of an answer: {@code day=4.25 usd, rate=3 calls}. */
  static String left(List<Lease.Left> all) {
    return all.stream()
        .map(one ->
            one.cap().name()
                + "="
                + (one.cap().unit() == Unit.USD
                    ? new Money(one.left()).toUsd().toPlainString() + " usd"
                    : one.cap().unit().text(one.left())))
        .collect(Collectors.joining(", "));
  }

  /** What a meter counts: {@code per day by key}, {@code in this session}. */
  static String per(Meter meter) {
    boolean ever = meter.span() instanceof Span.Ever;
    String by =
        meter.by().stream()
            .filter(axis -> !(ever && (isInner(axis) || isTool(axis, meter))))
            .map(axis -> axis.equals(Axes.ROOT) ? "session" : axis)
            .collect(Collectors.joining(", "));
    String time =
        !ever
            ? "per " + meter.span().text()
            : meter.by().contains(Axes.ROOT)
                ? "in this session"
                : meter.by().contains(Axes.LINEAGE) ? "for this agent" : "in all";
    return by.isEmpty() ? time : time + " by " + by;
  }

  private static boolean isInner(String axis) {
    return axis.equals(Axes.ROOT) || axis.equals(Axes.LINEAGE);
  }

  /** A session is one of its tool; that goes without saying. */
  private static boolean isTool(String axis, Meter meter) {
    return axis.equals(Axes.TOOL) && meter.by().stream().anyMatch(BudgetWords::isInner);
  }
}
