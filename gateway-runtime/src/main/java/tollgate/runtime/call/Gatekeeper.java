package tollgate.runtime.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;

/** Says whether the gateway takes another request at all, before it reads any of it. */
final class Gatekeeper {

  /** Where a provider's own resources are relayed, whether or not a plugin knows them. */
  private static final List<String> PREFIXES = List.of("/v1/", "/v1alpha/", "/v1beta/", "/api/");

  private final RunningCalls registry;
  private final int limit;
  private volatile boolean draining;

  /**
   * A gatekeeper.
   *
   * @param limit the most calls at once
   */
  Gatekeeper(RunningCalls registry, int limit) {
    this.registry = registry;
    this.limit = limit;
  }

  /** Whether a path that no dialect claims is relayed all the same. */
  private static boolean isModelApi(String path) {
    boolean plain = !path.contains("..") && path.chars().allMatch(c -> c > ' ' && c < 127);
    return plain && PREFIXES.stream().anyMatch(path::startsWith);
  }

  /** Whether a path, of whatever language, leads somewhere else than it says. */
  private static boolean climbs(String path) {
    boolean mayClimb = path.contains("..") || path.contains("%");
    return mayClimb && (PlainPath.of(path) + "/").contains("/../");
  }

  /**
   * Whether a path is a known one but for capital letters: a provider that does not mind them would
   * serve what nobody counts.
   */
  private static boolean isKnownInSmallLetters(Arrival arrival) {
    String small = PlainPath.of(arrival.head().path()).toLowerCase(Locale.ROOT);
    return arrival
        .generation()
        .plugins()
        .endpoints()
        .match(arrival.head().method(), small)
        .isPresent();
  }

  /** From now on nobody new is let in. */
  void drain() {
    draining = true;
  }

  Optional<ProblemReport> objection(Arrival arrival) {
    var head = arrival.head();
    boolean unknown = arrival.dialect() == Passthrough.DIALECT;
    if (climbs(head.path())
        || (unknown && (!isModelApi(head.path()) || isKnownInSmallLetters(arrival)))) {
      return Optional.of(RequestProblem.REQUEST_UNKNOWN_PATH.report(head.method(), head.path()));
    }
    if (draining) {
      return Optional.of(GatewayProblem.GATEWAY_DRAINING.report());
    }
    if (registry.size() > limit) {
      return Optional.of(GatewayProblem.GATEWAY_OVERLOADED.report());
    }
    return Optional.empty();
  }
}
