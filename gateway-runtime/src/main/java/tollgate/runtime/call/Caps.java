package tollgate.runtime.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.policy.Window;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.ProblemReport;

/** Every cap that applies to a call, in one list: the policies', then its key's. */
final class Caps {

  private final ZoneId zone;

  /**
   * The caps that apply to one call.
   *
   * @param all all of which must have room
   * @param strict whether one of them wants the dearest guess of what the call costs to fit
   */
  record Applying(List<Cap> all, boolean strict) {

    /** The first that limits money. */
    Optional<Cap> ofMoney() {
      return all.stream().filter(cap -> cap.unit() == Unit.USD).findFirst();
    }
  }

  Caps(ZoneId zone) {
    this.zone = zone;
  }

  /** The caps of a call. */
  Applying of(JudgedCall judged) {
    var orders = judged.orders();
    var all = new ArrayList<Cap>();
    for (Verdict.Cap cap : orders.caps()) {
      all.add(
          new Cap(
              cap.name(),
              new Meter(axes(cap.by(), cap.per()), span(cap.per())),
              unit(cap.unit()),
              most(cap.unit(), cap.most()),
              false));
    }
    for (Verdict.Limit limit : orders.limits()) {
      all.add(
          new Cap(
              limit.name(),
              new Meter(axes(limit.by(), limit.per()), span(limit.per())),
              unit(limit.unit()),
              most(limit.unit(), limit.most()),
              true));
    }
    Caller caller = judged.authenticated().caller();
    all.addAll(caller.limits().caps(caller.keyName(), zone));
    return new Applying(List.copyOf(all), orders.caps().stream().anyMatch(Verdict.Cap::strict));
  }

  /** Why a cap cannot be kept, if one cannot: which login serves is decided after it is asked. */
  static Optional<ProblemReport> objection(JudgedCall judged) {
    var orders = judged.orders();
    Stream<String> caps =
        orders.caps().stream().filter(cap -> isByAccount(cap.by())).map(Verdict.Cap::name);
    Stream<String> limits =
        orders.limits().stream().filter(one -> isByAccount(one.by())).map(Verdict.Limit::name);
    return Stream.concat(caps, limits)
        .findFirst()
        .map(name ->
            PolicyProblem.POLICY_UNDOABLE.report(
                "the cap " + name + " by account",
                "which account serves is not known before the call is sent"));
  }

  private static boolean isByAccount(List<String> by) {
    return by.contains("account");
  }

  private static List<String> axes(List<String> by, Window per) {
    var axes = new TreeSet<String>();
    for (String axis : by) {
      if (axis.equals("session")) {
        axes.add(Axes.TOOL);
        axes.add(Axes.ROOT); // a session's sub-agents spend with it
      } else {
        axes.add(axis);
      }
    }
    switch (per.kind()) {
      case SESSION -> {
        axes.add(Axes.TOOL);
        axes.add(Axes.ROOT);
      }
      case AGENT -> {
        axes.add(Axes.TOOL);
        axes.add(Axes.LINEAGE);
      }
      case NONE, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, ROLLING, LIFETIME -> {}
    }
    return List.copyOf(axes);
  }

  private Span span(Window per) {
    return switch (per.kind()) {
      case SECOND -> new Span.Calendar(Span.Unit.SECOND, zone);
      case MINUTE -> new Span.Calendar(Span.Unit.MINUTE, zone);
      case HOUR -> new Span.Calendar(Span.Unit.HOUR, zone);
      case DAY -> new Span.Calendar(Span.Unit.DAY, zone);
      case WEEK -> new Span.Calendar(Span.Unit.WEEK, zone);
      case MONTH -> new Span.Calendar(Span.Unit.MONTH, zone);
      case ROLLING -> new Span.Rolling(Duration.ofSeconds(per.seconds()));
      case NONE, SESSION, AGENT, LIFETIME -> new Span.Ever();
    };
  }

  private static Unit unit(Verdict.Unit unit) {
    return switch (unit) {
      case USD -> Unit.USD;
      case TOKENS -> Unit.TOKENS;
      case CALLS -> Unit.CALLS;
      case CONCURRENT -> Unit.CONCURRENT;
    };
  }

  /** Less than a nano-dollar allows as good as nothing. */
  private static long most(Verdict.Unit unit, BigDecimal most) {
    return unit == Verdict.Unit.USD ? Math.max(1, Money.usd(most).nanos()) : most.longValueExact();
  }
}
