package tollgate.runtime.call;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;

/**
 * Says where a call goes: the provider the client names in {@code x-provider}, else in the body's
 * {@code provider} field, else the one whose models match, else the default. What a key may not use
 * is refused here, on the provider and model that would really serve.
 */
final class Router {

  private static final String PROVIDER_FIELD = "x-provider";

  Outcome<RoutedCall> route(JudgedCall judged) {
    var call = judged.call();
    var providers = call.arrival().generation().providers();
    String named = call.arrival().head().headers().first(PROVIDER_FIELD);
    if (named.isEmpty()) {
      named = call.facts().provider();
    }
    Optional<OpenProvider> provider =
        named.isEmpty()
            ? providers.select(call.facts().dialect(), call.facts().model())
            : providers.find(named);
    if (provider.isEmpty()) {
      return new Refused<>(
          named.isEmpty()
              ? Problem.REQUEST_NO_PROVIDER.report(call.facts().dialect(), call.facts().model())
              : Problem.REQUEST_PROVIDER_UNKNOWN.report(named, names(providers)));
    }
    return permitted(new RoutedCall(judged, provider.get(), call.facts().model()));
  }

  private static Outcome<RoutedCall> permitted(RoutedCall routed) {
    Caller caller = routed.judged().authenticated().caller();
    if (!allowed(caller.providers(), routed.provider().id())) {
      return new Refused<>(
          Problem.KEY_PROVIDER_NOT_ALLOWED.report(
              caller.keyName(), routed.provider().id(), String.join(", ", caller.providers())));
    }
    boolean asks = !routed.model().isEmpty() || routed.call().facts().billable();
    if (asks && !allowed(caller.models(), routed.model())) {
      return new Refused<>(
          Problem.KEY_MODEL_NOT_ALLOWED.report(
              caller.keyName(), routed.model(), String.join(", ", caller.models())));
    }
    return new Passed<>(routed);
  }

  private static boolean allowed(Set<String> only, String wanted) {
    return only.isEmpty() || only.contains(wanted);
  }

  private static String names(ProviderRegistry providers) {
    return providers.list().stream().map(OpenProvider::id).collect(Collectors.joining(", "));
  }
}
