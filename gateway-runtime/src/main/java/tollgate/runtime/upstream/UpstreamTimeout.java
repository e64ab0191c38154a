package tollgate.runtime.upstream;

import java.time.Duration;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

/** The upstream took too long. */
public final class UpstreamTimeout extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  /** Which of the {@link Deadlines} passed. */
  public enum Kind {
    /** No connection stood in time. */
    CONNECT(UpstreamProblem.UPSTREAM_CONNECT_TIMEOUT),
    /** No head of a reply came in time. */
    HEAD(UpstreamProblem.UPSTREAM_HEAD_TIMEOUT),
    /** A head came, but no byte of the body in time. */
    FIRST_BYTE(UpstreamProblem.UPSTREAM_FIRST_BYTE_TIMEOUT),
    /** The body fell silent. */
    IDLE(UpstreamProblem.UPSTREAM_IDLE_TIMEOUT),
    /** The call as a whole took too long. */
    TOTAL(UpstreamProblem.UPSTREAM_TOTAL_TIMEOUT);

    private final UpstreamProblem problem;

    Kind(UpstreamProblem problem) {
      this.problem = problem;
    }
  }

  private final Kind kind;
  private final Duration limit;

  UpstreamTimeout(Kind kind, Duration limit) {
    super(kind.problem.code() + " after " + limit.toMillis() + " ms");
    this.kind = kind;
    this.limit = limit;
  }

  /** Which deadline passed. */
  public Kind kind() {
    return kind;
  }

  /** How long it was. */
  public Duration limit() {
    return limit;
  }

  @Override
  public ProblemReport report(String provider) {
    return kind.problem.report(provider, limit.toMillis());
  }
}
