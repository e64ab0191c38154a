package tollgate.runtime.call;

import java.util.List;
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

  /** From now on nobody new is let in. */
  void drain() {
    draining = true;
  }

  Optional<ProblemReport> objection(Arrival arrival) {
    var head = arrival.head();
    if (arrival.dialect() == Passthrough.DIALECT && !isModelApi(head.path())) {
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
