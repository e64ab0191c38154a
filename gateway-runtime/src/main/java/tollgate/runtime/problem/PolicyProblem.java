package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.BUDGET;
import static tollgate.api.call.RefusalKind.FORBIDDEN;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.runtime.problem.Source.CLIENT;
import static tollgate.runtime.problem.Source.POLICY;

/** What policies say, and what is wrong with them. */
public enum PolicyProblem implements Problem {
  POLICY_DENIED(POLICY.as(FORBIDDEN), "{0}", "{1}"),
  POLICY_BUDGET(POLICY.as(BUDGET), "{0}", "{1}"),
  POLICY_FAILED(
      POLICY.as(FORBIDDEN),
      "The policy \"{0}\" failed, and no call is let through without it: {1}.",
      "Ask the operator to mend it, or to export onError = \"open\" in it."),
  POLICY_NOT_THERE(
      CLIENT.as(NOT_FOUND),
      "There is no policy \"{0}\".",
      "List them at /admin/policies; a name is that of the file without .js, in small letters."),
  POLICY_NO_VERSION(
      CLIENT.as(NOT_FOUND),
      "The policy \"{0}\" has no version {1}.",
      "List them at /admin/policies/{0}/versions; the newest twenty are kept."),
  POLICY_UNUSABLE(
      CLIENT.as(BAD_REQUEST),
      "The policy cannot be used: {0}.",
      "Correct it; docs/guide/policies.md explains what policies see and say."),
  POLICY_UNDOABLE(
      POLICY.as(FORBIDDEN),
      "The operator's policy wants {0}, which cannot be done: {1}.",
      "Ask the operator to correct the policy."),
  POLICY_BROKEN(
      POLICY.as(FORBIDDEN),
      "The policies cannot be read, and no call is let through without them: {0}.",
      "Ask the operator to correct the file or to switch it off."),
  REPLAY_TOO_LONG(
      CLIENT.as(BAD_REQUEST),
      "A replay of that time would read {0} calls, and {1} are the most.",
      "Choose a later beginning."),
  REPLAY_BUSY(
      CLIENT.as(RATE_LIMITED),
      "A replay is running already.",
      "Wait for its end; /admin/events tells how far it is.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  PolicyProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
