package tollgate.runtime.upstream;

import org.jspecify.annotations.Nullable;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

/** The connection broke after the request was on its way: before, within or instead of a reply. */
public final class UpstreamBroke extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  UpstreamBroke(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public ProblemReport report(String provider) {
    return UpstreamProblem.UPSTREAM_BROKE.report(provider, getMessage());
  }
}
