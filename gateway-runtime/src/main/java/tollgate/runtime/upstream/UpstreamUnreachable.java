package tollgate.runtime.upstream;

import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

/** No connection came about, so the upstream has seen nothing of the request. */
public final class UpstreamUnreachable extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  UpstreamUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ProblemReport report(String provider) {
    return UpstreamProblem.UPSTREAM_UNREACHABLE.report(provider, getMessage());
  }
}
