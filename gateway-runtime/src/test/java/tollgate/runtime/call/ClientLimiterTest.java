package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;

class ClientLimiterTest {
  private final ClientLimiter limiter = new ClientLimiter(2, () -> Stages.NOW);

  private static AuthenticatedCall of(Caller caller) {
    return new AuthenticatedCall(
        Stages.identified(
            FakeExchange.asking("/v1/talk", ""),
            RequestFacts.of(TalkDialect.ID).build(),
            Stages.generation()),
        caller);
  }

  private static AuthenticatedCall by(String tool, AuthenticatedCall call) {
    var identity = Identity.of(tool, Evidence.USER_AGENT, "test");
    return new AuthenticatedCall(new IdentifiedCall(call.call(), identity), call.caller());
  }

  @Test
  void saysHowLongToWaitOnceAClientHasMadeItsCalls() {
    var call = of(new Caller.Anyone(Headers.none()));
    Stages.passed(limiter.admit(call));
    Stages.passed(limiter.admit(call));

    ProblemReport refusal = Stages.refused(limiter.admit(call));

    assertEquals(AccessProblem.RATE_EXCEEDED, refusal.problem());
    assertEquals(Duration.ofSeconds(30), refusal.retryAfter());
    assertEquals(Duration.ofSeconds(30), Admission.wait(refusal));
  }

  @Test
  void holdersOfKeysToolsAndAddressesHaveTheirOwn() {
    var anyone = of(new Caller.Anyone(Headers.none()));
    var holder = of(Stages.holder(Set.of(), Set.of()));

    for (AuthenticatedCall call : new AuthenticatedCall[] {anyone, holder, by("plow", anyone)}) {
      Stages.passed(limiter.admit(call));
      Stages.passed(limiter.admit(call));
      Stages.refused(limiter.admit(call));
    }
  }

  @Test
  void isOffWhereNothingIsSet() {
    var off = new ClientLimiter(0, () -> Stages.NOW);

    for (int i = 0; i < 99; i++) {
      Stages.passed(off.admit(of(new Caller.Anyone(Headers.none()))));
    }
  }
}
