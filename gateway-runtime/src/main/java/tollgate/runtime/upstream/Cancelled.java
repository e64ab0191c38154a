package tollgate.runtime.upstream;

import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.ProblemReport;

/** The gateway itself gave the call up: its client left or its operator stopped it. */
public final class Cancelled extends UpstreamFailure {

  private static final long serialVersionUID = 1L;

  Cancelled() {
    super("cancelled");
  }

  @Override
  public ProblemReport report(String provider) {
    return CallProblem.CALL_STOPPED.report();
  }
}
