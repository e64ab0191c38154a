package tollgate.runtime.policy;

import tollgate.api.json.Json;
import tollgate.runtime.problem.PolicyProblem;

/**
 * Policies that cannot be read at the start, when there are no earlier ones to go on with: lets
 * nothing through.
 */
record BrokenPolicySet(String reason) implements PolicySet {

  @Override
  public String generation() {
    return "broken";
  }

  @Override
  public Judgement judge(PolicyFacts facts) {
    return new Judgement.Denied(
        Json.encode(Json.object("policies", generation(), "failed", reason)),
        PolicyProblem.POLICY_BROKEN.report(reason));
  }
}
