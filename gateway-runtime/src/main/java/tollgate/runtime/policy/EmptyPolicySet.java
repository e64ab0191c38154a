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
    var request = facts.request();
    return new Judgement.Admitted(
        JsonText.write(
            Json.object(
                "policies",
                generation(),
                "facts",
                Json.object(
                    "tool", facts.identity().tool(),
                    "instance", facts.identity().instance(),
                    "session", facts.identity().session(),
                    "key", facts.key(),
                    "dialect", request.dialect().value(),
                    "model", request.model(),
                    "streaming", request.streaming(),
                    "maxOutputTokens", request.maxOutputTokens(),
                    "messages", request.messages(),
                    "tools", request.tools(),
                    "bodyBytes", facts.bodyBytes(),
                    "inputTokens", facts.inputTokens(),
                    "time", facts.time().toOffsetDateTime().toString()))),
        Orders.NONE);
  }
}
