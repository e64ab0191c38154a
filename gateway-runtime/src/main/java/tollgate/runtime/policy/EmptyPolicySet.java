package tollgate.runtime.policy;

import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;

/** No policies: records what is known of a call and has no opinion. */
public final class EmptyPolicySet implements PolicySet {

  @Override
  public String generation() {
    return "0";
  }

  @Override
  public Judgement judge(PolicyFacts facts) {
    return new Judgement.Admitted(
        JsonText.write(
            Json.object("policies", generation(), KeptFacts.MEMBER, KeptFacts.of(facts))),
        Orders.NONE);
  }
}
