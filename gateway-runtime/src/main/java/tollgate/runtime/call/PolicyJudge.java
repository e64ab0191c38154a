package tollgate.runtime.call;

import java.time.ZoneId;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.policy.Judgement;
import tollgate.runtime.policy.PolicyFacts;

/** Asks the operator's policies: gathers the facts, hands them in, takes the verdict. */
final class PolicyJudge {

  private final ZoneId zone;

  PolicyJudge(ZoneId zone) {
    this.zone = zone;
  }

  Outcome<JudgedCall> judge(AuthenticatedCall authenticated) {
    var call = authenticated.call();
    var arrival = call.arrival();
    var facts =
        new PolicyFacts(
            authenticated.identified().identity(),
            authenticated.caller().keyName(),
            call.facts(),
            arrival.head().path(),
            call.body().length(),
            TokenEstimate.input(call.facts()),
            arrival.at().atZone(zone));
    return switch (arrival.generation().policies().judge(facts)) {
      case Judgement.NoOpinion(var snapshot) ->
          new Passed<>(new JudgedCall(authenticated, snapshot));
      case Judgement.Denied(var snapshot, var reason) -> new Refused<>(reason);
    };
  }
}
