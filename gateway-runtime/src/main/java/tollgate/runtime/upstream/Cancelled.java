package tollgate.runtime.upstream;

import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.ProblemReport;

/** The gateway itself gave the call up: its client left or its operator stopped it. */
public final class Cancelled extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  Cancelled() {
    super("cancelled");
  }

  /** Left out: every call makes one when it is over, and where that is tells nobody anything. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public ProblemReport report(String provider) {
    return CallProblem.CALL_STOPPED.report();
  }
}
