package tollgate.runtime.call;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.ProblemReport;

/** Every cap that applies to a call, in one list: the policies', its key's, the settings'. */
final class Caps {

  private final ZoneId zone;
  private final Supplier<List<SettingCap>> settings;

  /**
   * The caps that apply to one call.
   *
   * @param here those that apply where it is to go
   * @param elsewhere those that apply if it goes to another provider
   * @param strict whether one of those here wants the dearest guess of what the call costs to fit
   */
  record Applying(List<Cap> here, List<Cap> elsewhere, boolean strict) {

    /** All of which must have room, wherever the call goes. */
    List<Cap> all() {
      return elsewhere.isEmpty() ? here : Stream.concat(here.stream(), elsewhere.stream()).toList();
    }

    /** The first that limits money. */
    Optional<Cap> ofMoney() {
      return here.stream().filter(cap -> cap.unit() == Unit.USD).findFirst();
    }

    /** Whether one limits what is known only when the call has ended. */
    boolean measured() {
      return here.stream().anyMatch(cap -> cap.unit().isMeasured());
    }
  }

  Caps(ZoneId zone) {
    this(zone, List::of);
  }

  /**
   * Caps by the clock of a zone.
   *
   * @param settings those that the settings put to every call they cover, as they are now
   */
  Caps(ZoneId zone, Supplier<List<SettingCap>> settings) {
    this.zone = zone;
    this.settings = settings;
  }

  /** The caps of a call. */
  Applying of(RoutedCall routed) {
    var orders = routed.judged().orders();
    var here = new ArrayList<Cap>();
    for (Verdict.Cap cap : orders.caps()) {
      here.add(
          new Cap(
              cap.name(),
              cap.per().meter(cap.by(), zone),
              unit(cap.unit()),
              most(cap.unit(), cap.most()),
              false));
    }
    for (Verdict.Limit limit : orders.limits()) {
      here.add(
          new Cap(
              limit.name(),
              limit.per().meter(limit.by(), zone),
              unit(limit.unit()),
              most(limit.unit(), limit.most()),
              true));
    }
    Caller caller = routed.judged().authenticated().caller();
    here.addAll(caller.limits().caps(caller.keyName(), zone));
    boolean strict = orders.caps().stream().anyMatch(Verdict.Cap::strict);
    List<SettingCap> set = settings.get();
    return set.isEmpty()
        ? new Applying(List.copyOf(here), List.of(), strict)
        : with(set, routed, here, strict);
  }

  private static Applying with(
      List<SettingCap> set, RoutedCall routed, List<Cap> here, boolean strict) {
    var elsewhere = new ArrayList<Cap>();
    boolean dearest = strict;
    boolean all = set.stream().allMatch(one -> one.cap().only().isEmpty());
    Map<String, String> axes = all ? Map.of() : axes(routed);
    for (SettingCap one : set) {
      if (one.cap().covers(axes)) {
        here.add(one.cap());
        dearest |= one.strict();
      } else {
        elsewhere.add(one.cap());
      }
    }
    return new Applying(List.copyOf(here), List.copyOf(elsewhere), dearest);
  }

  /** What is known of a call that a cap of the settings can ask for. */
  private static Map<String, String> axes(RoutedCall routed) {
    var authenticated = routed.judged().authenticated();
    var identity = authenticated.identified().identity();
    var axes = new HashMap<String, String>();
    axes.put(Axes.TOOL, identity.tool());
    axes.put(Axes.INSTANCE, identity.instance());
    axes.put(Axes.KEY, authenticated.caller().keyId());
    axes.put(Axes.PROVIDER, routed.provider().id());
    axes.put(Axes.MODEL, routed.model());
    routed.judged().orders().tags().forEach((name, value) -> axes.put(Axes.TAG + name, value));
    return axes;
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
