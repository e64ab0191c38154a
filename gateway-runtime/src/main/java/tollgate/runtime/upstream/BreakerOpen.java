package tollgate.runtime.upstream;

import java.time.Duration;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

/** The provider failed too often in a row; nothing was sent. */
public final class BreakerOpen extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;
  private final int failures;

  BreakerOpen(Duration retryAfter, int failures) {
    super("circuit breaker open");
    this.retryAfter = retryAfter;
    this.failures = failures;
  }

  /** When a try may be admitted again; whole seconds, at least one. */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public ProblemReport report(String provider) {
    return UpstreamProblem.UPSTREAM_BREAKER_OPEN.report(provider, failures, retryAfter.toSeconds());
  }
}
