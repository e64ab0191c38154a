package tollgate.runtime.call;

import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;

/**
 * Says where a call goes: where a policy sends it, else the provider the client names in {@code
 * x-provider}, else in the body's {@code provider} field, else the one whose models match, else the
 * one before the slash of {@code provider/model}, else the default. A provider that was named and
 * does not speak the call's language is refused by its name; what a key may not use is refused here
 * as well, on the provider and model that would really serve.
 */
final class Router {

  private static final String PROVIDER_FIELD = "x-provider";

  Outcome<RoutedCall> route(JudgedCall judged) {
    Optional<ProblemReport> undoable = PolicyOrders.objection(judged);
    if (undoable.isPresent()) {
      return new Refused<>(undoable.get());
    }
    Optional<OpenProvider> ordered = PolicyOrders.provider(judged);
    if (ordered.isPresent()) {
      return permitted(new RoutedCall(judged, ordered.get(), PolicyOrders.model(judged)));
    }
    var call = judged.call();
    String named = call.arrival().head().headers().first(PROVIDER_FIELD);
    if (named.isEmpty()) {
      named = call.facts().provider();
    }
    Optional<Catalogue> catalogue = Catalogue.askedBy(judged, named);
    if (catalogue.isPresent()) {
      return new Passed<>(catalogue.get().route(judged));
    }
    return named.isEmpty() ? byModel(judged) : byName(judged, named);
  }

  private static Outcome<RoutedCall> byName(JudgedCall judged, String named) {
    var providers = judged.call().arrival().generation().providers();
    Optional<OpenProvider> found = providers.find(named);
    if (found.isEmpty()) {
      return new Refused<>(RequestProblem.REQUEST_PROVIDER_UNKNOWN.report(named, names(providers)));
    }
    return permitted(new RoutedCall(judged, found.get(), PolicyOrders.model(judged)));
  }

  /**
   * A name that some provider claims, as {@code ns/} does all names of a reseller, goes there as it
   * is. Otherwise what stands before the slash may name the provider itself; then the model is what
   * stands behind it.
   */
  private static Outcome<RoutedCall> byModel(JudgedCall judged) {
    var call = judged.call();
    var providers = call.arrival().generation().providers();
    String model = PolicyOrders.model(judged);
    Optional<OpenProvider> best =
        providers.select(call.facts().dialect(), model, call.arrival().head().path());
    int slash = model.indexOf('/');
    boolean claimed = best.filter(one -> one.claims(model)).isPresent();
    if (slash > 0 && slash < model.length() - 1 && !claimed && call.body().editable()) {
      Optional<OpenProvider> owner = providers.find(model.substring(0, slash));
      if (owner.isPresent()) {
        return permitted(new RoutedCall(judged, owner.get(), model.substring(slash + 1)));
      }
    }
    return best.isEmpty()
        ? new Refused<>(nobody(judged, providers))
        : permitted(new RoutedCall(judged, best.get(), model));
  }

  /** Nobody takes the call; where one would in another language, that one is named. */
  private static ProblemReport nobody(JudgedCall judged, ProviderRegistry providers) {
    var dialect = judged.call().facts().dialect();
    String model = PolicyOrders.model(judged);
    return providers.list().stream()
        .filter(provider -> provider.claims(model))
        .flatMap(
            provider -> Permission.otherDialect(new RoutedCall(judged, provider, model)).stream())
        .findFirst()
        .orElseGet(() -> RequestProblem.REQUEST_NO_PROVIDER.report(dialect, model));
  }

  private static Outcome<RoutedCall> permitted(RoutedCall routed) {
    return Permission.misfit(routed)
        .or(() -> Permission.keyObjection(routed))
        .<Outcome<RoutedCall>>map(Refused::new)
        .orElseGet(() -> new Passed<>(routed));
  }

  private static String names(ProviderRegistry providers) {
    return providers.list().stream().map(OpenProvider::id).collect(Collectors.joining(", "));
  }
}
