package tollgate.runtime.upstream;

import java.time.Duration;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;

/** The upstream took too long. */
public final class UpstreamTimeout extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  /** Which of the {@link Deadlines} passed. */
  public enum Kind {
    /** No connection stood in time. */
    CONNECT(Problem.UPSTREAM_CONNECT_TIMEOUT),
    /** No head of a reply came in time. */
    HEAD(Problem.UPSTREAM_HEAD_TIMEOUT),
    /** A head came, but no byte of the body in time. */
    FIRST_BYTE(Problem.UPSTREAM_FIRST_BYTE_TIMEOUT),
    /** The body fell silent. */
    IDLE(Problem.UPSTREAM_IDLE_TIMEOUT),
    /** The call as a whole took too long. */
    TOTAL(Problem.UPSTREAM_TOTAL_TIMEOUT);

    private final Problem problem;

    Kind(Problem problem) {
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
