package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.FORBIDDEN;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.runtime.problem.Source.CLIENT;
import static tollgate.runtime.problem.Source.POLICY;

/** Something about one call, session or breaker that was asked for by name. */
public enum CallProblem implements Problem {
  BREAKER_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no breaker of \"{0}\".",
      "List them at /admin/breakers; a provider has one from its first call on."),
  CALL_STOPPED(POLICY.as(FORBIDDEN), "The operator stopped this call.", "Ask the operator why."),
  CALL_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no call {0}.",
      "List running calls at /admin/calls and finished ones at /admin/logs."),
  SESSION_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no session {0}.",
      "List sessions at /admin/sessions; an id is tool/session, percent-encoded.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  CallProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
