package tollgate.runtime.call;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;

/**
 * What the policies' orders mean for a call's way. An order that cannot be carried out refuses the
 * call: whoever gave it relies on it.
 */
final class PolicyOrders {

  private PolicyOrders() {}

  /** Why an order cannot be carried out, if one cannot. */
  static Optional<ProblemReport> objection(JudgedCall judged) {
    var orders = judged.orders();
    boolean editable = judged.call().body().editable();
    if (orders.clamp() > 0 && !editable && judged.call().facts().billable()) {
      return undoable("at most " + orders.clamp() + " tokens", "the body cannot be changed");
    }
    return orders.route().flatMap(route -> objection(judged, route, editable));
  }

  private static Optional<ProblemReport> objection(
      JudgedCall judged, Verdict.Route route, boolean editable) {
    if (!route.model().isEmpty() && !asksFor(judged, route.model()) && !editable) {
      return undoable("the model " + route.model(), "the body cannot be changed");
    }
    if (route.provider().isEmpty()) {
      return Optional.empty();
    }
    Optional<OpenProvider> provider = providers(judged).find(route.provider());
    if (provider.isEmpty()) {
      return undoable("the provider " + route.provider(), "there is " + names(judged));
    }
    return account(provider.get(), route.account()).isEmpty()
        ? undoable(
            "the account " + route.account(), "the provider " + route.provider() + " lacks it")
        : Optional.empty();
  }

  private static boolean asksFor(JudgedCall judged, String model) {
    return judged.call().facts().model().equals(model);
  }

  private static Optional<ProblemReport> undoable(String what, String why) {
    return Optional.of(PolicyProblem.POLICY_UNDOABLE.report(what, why));
  }

  private static String names(JudgedCall judged) {
    return providers(judged).list().stream()
        .map(OpenProvider::id)
        .collect(Collectors.joining(", "));
  }

  private static ProviderRegistry providers(JudgedCall judged) {
    return judged.call().arrival().generation().providers();
  }

  /** The provider a policy sends the call to, with the one account it names. */
  static Optional<OpenProvider> provider(JudgedCall judged) {
    return judged
        .orders()
        .route()
        .filter(route -> !route.provider().isEmpty())
        .flatMap(route ->
            providers(judged).find(route.provider()).flatMap(one -> account(one, route.account())));
  }

  private static Optional<OpenProvider> account(OpenProvider provider, String account) {
    return account.isEmpty()
        ? Optional.of(provider)
        : provider.perLogin().stream().filter(one -> one.account().equals(account)).findFirst();
  }

  /** The model to ask for. */
  static String model(JudgedCall judged) {
    return judged
        .orders()
        .route()
        .map(Verdict.Route::model)
        .filter(model -> !model.isEmpty())
        .orElse(judged.call().facts().model());
  }

  /** Who stands in: whom a policy names, else whom the provider's settings name. */
  static List<OpenProvider> standIns(RoutedCall routed) {
    var providers = providers(routed.judged());
    List<String> named =
        routed.judged().orders().route().map(Verdict.Route::fallbacks).orElse(List.of());
    return named.isEmpty()
        ? providers.standIns(routed.provider())
        : named.stream().flatMap(id -> providers.find(id).stream()).toList();
  }
}
