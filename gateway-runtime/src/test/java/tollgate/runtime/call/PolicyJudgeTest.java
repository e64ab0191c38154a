package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.policy.Judgement;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.policy.PolicyFacts;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.policy.Surroundings;
import tollgate.runtime.problem.CallProblem;

class PolicyJudgeTest {
  private static final String BODY = "{\"model\":\"large\"}";
  private final List<PolicyFacts> seen = new ArrayList<>();
  private @Nullable RunningCall running;

  private Outcome<JudgedCall> judge(Function<PolicyFacts, Judgement> verdict) {
    var policies = new FakePolicies(seen, verdict);
    var facts = RequestFacts.of(TalkDialect.ID).model("large").promptBytes(451).build();
    var identified =
        Stages.identified(FakeExchange.posting(BODY), facts, Stages.generation(policies));
    running = new RunningCall(identified.call().arrival());
    return new PolicyJudge(ZoneId.of("Asia/Kolkata"), call -> Surroundings.EMPTY)
        .judge(new AuthenticatedCall(identified, Stages.holder(Set.of(), Set.of())), running);
  }

  @Test
  void handsInWhatADecisionMayRestOn() {
    judge(facts -> new Judgement.Admitted("{}", Orders.NONE));

    PolicyFacts facts = seen.getFirst();
    assertEquals("ci", facts.key());
    assertEquals("large", facts.request().model());
    assertEquals("/v1/talk", facts.path());
    assertEquals(BODY.length(), facts.bodyBytes());
    assertEquals(101, facts.inputTokens());
    assertEquals("2026-11-21T17:30+05:30[Asia/Kolkata]", facts.time().toString());
  }

  @Test
  void keepsTheRecordOfADecisionWithTheCall() {
    assertEquals(
        "{\"why\":1}",
        Stages.passed(judge(facts -> new Judgement.Admitted("{\"why\":1}", Orders.NONE)))
            .snapshot());
  }

  @Test
  void refusesInThePolicysWords() {
    var reason = CallProblem.CALL_STOPPED.report();

    assertEquals(reason, Stages.refused(judge(facts -> new Judgement.Denied("{}", reason))));
    assertEquals("{}", Objects.requireNonNull(running).decided().decision(), "kept with the row");
    assertEquals("7", running.decided().policyGeneration());
  }

  private record FakePolicies(List<PolicyFacts> seen, Function<PolicyFacts, Judgement> verdict)
      implements PolicySet {
    @Override
    public String generation() {
      return "7";
    }

    @Override
    public Judgement judge(PolicyFacts facts) {
      seen.add(facts);
      return verdict.apply(facts);
    }
  }
}
