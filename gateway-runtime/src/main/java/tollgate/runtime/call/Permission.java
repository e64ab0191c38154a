package tollgate.runtime.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.call.DialectId;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.upstream.OpenProvider;

/** Whether a call may go to a provider: its key allows it, and the provider understands it. */
final class Permission {

  private Permission() {}

  /** Why a provider cannot stand in for another; empty when it can. */
  static Optional<ProblemReport> objectionTo(RoutedCall routed) {
    return misfit(routed)
        .or(() -> keyObjection(routed))
        .or(() -> otherModels(routed.provider(), routed.wanted()));
  }

  /** Why a provider cannot be asked what a call asks. */
  static Optional<ProblemReport> misfit(RoutedCall routed) {
    return otherDialect(routed).or(() -> otherPath(routed));
  }

  private static Optional<ProblemReport> otherPath(RoutedCall routed) {
    OpenProvider provider = routed.provider();
    String path = routed.call().arrival().head().path();
    return provider.takes(path)
        ? Optional.empty()
        : Optional.of(
            RequestProblem.REQUEST_PROVIDER_PATH.report(
                provider.id(), path, String.join(", ", provider.paths())));
  }

  /** Why a provider does not understand a call. */
  static Optional<ProblemReport> otherDialect(RoutedCall routed) {
    DialectId dialect = routed.call().facts().dialect();
    OpenProvider provider = routed.provider();
    if (provider.speaks(dialect)) {
      return Optional.empty();
    }
    List<OpenProvider> all = routed.call().arrival().generation().providers().list();
    return Optional.of(
        RequestProblem.REQUEST_OTHER_DIALECT.report(
            provider.id(), dialect, spoken(provider), speakers(all, dialect)));
  }

  private static String spoken(OpenProvider provider) {
    return provider.provider().dialects().stream()
        .map(DialectId::value)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String speakers(List<OpenProvider> all, DialectId dialect) {
    String ids =
        all.stream()
            .filter(provider -> provider.speaks(dialect))
            .map(OpenProvider::id)
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "no configured provider does" : ids;
  }

  /** Why the caller's key does not allow a call, on the provider and the model asked of it. */
  static Optional<ProblemReport> keyObjection(RoutedCall routed) {
    Caller caller = routed.judged().authenticated().caller();
    if (!allowed(caller.providers(), routed.provider().id())) {
      return Optional.of(
          AccessProblem.KEY_PROVIDER_NOT_ALLOWED.report(
              caller.keyName(), routed.provider().id(), String.join(", ", caller.providers())));
    }
    if (routed.provider().perLogin(caller.accounts()).isEmpty()) {
      return Optional.of(
          AccessProblem.KEY_ACCOUNT_NOT_ALLOWED.report(
              caller.keyName(), routed.provider().id(), String.join(", ", caller.accounts())));
    }
    boolean asks = !routed.wanted().isEmpty() || routed.call().facts().billable();
    return asks && !allowed(caller.models(), routed.model())
        ? Optional.of(
            AccessProblem.KEY_MODEL_NOT_ALLOWED.report(
                caller.keyName(), routed.model(), String.join(", ", caller.models())))
        : Optional.empty();
  }

  private static Optional<ProblemReport> otherModels(OpenProvider provider, String model) {
    return provider.serves(model)
        ? Optional.empty()
        : Optional.of(
            RequestProblem.REQUEST_MODEL_NOT_SERVED.report(
                provider.id(), model, String.join(", ", provider.models())));
  }

  static boolean allowed(Set<String> only, String wanted) {
    return only.isEmpty() || only.contains(wanted);
  }
}
