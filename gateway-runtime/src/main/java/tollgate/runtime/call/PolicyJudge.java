package tollgate.runtime.call;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.policy.Judgement;
import tollgate.runtime.policy.PolicyFacts;
import tollgate.runtime.policy.Surroundings;

/** Asks the operator's policies: gathers the facts, hands them in, takes the verdict. */
final class PolicyJudge {

  private final ZoneId zone;
  private final Function<AuthenticatedCall, Surroundings> around;

  /**
   * A judge.
   *
   * @param around tells what else is known; not asked unless a policy asks
   */
  PolicyJudge(ZoneId zone, Function<AuthenticatedCall, Surroundings> around) {
    this.zone = zone;
    this.around = around;
  }

  Outcome<JudgedCall> judge(AuthenticatedCall authenticated, RunningCall running) {
    var policies = authenticated.call().arrival().generation().policies();
    Judgement judgement = policies.judge(facts(authenticated));
    running.judged(policies.generation(), judgement.snapshot());
    return switch (judgement) {
      case Judgement.Admitted(var snapshot, var orders) -> {
        warn(orders.warnings(), running);
        yield new Passed<>(new JudgedCall(authenticated, snapshot, orders));
      }
      case Judgement.Denied(var _, var reason) -> new Refused<>(reason);
    };
  }

  private PolicyFacts facts(AuthenticatedCall authenticated) {
    var call = authenticated.call();
    var arrival = call.arrival();
    return new PolicyFacts(
        authenticated.identified().identity(),
        authenticated.caller().keyName(),
        authenticated.caller().keyTags(),
        call.facts(),
        arrival.head().method(),
        arrival.head().path(),
        call.body().length(),
        TokenEstimate.input(call.facts()),
        arrival.at().atZone(zone),
        around.apply(authenticated));
  }

  private static void warn(List<String> warnings, RunningCall running) {
    for (String warning : warnings) {
      Events.log(
          AccessEvent.POLICY_WARNING,
          "tool",
          running.identity().tool(),
          "session",
          running.identity().session(),
          "key",
          running.key(),
          "message",
          warning);
    }
  }
}
