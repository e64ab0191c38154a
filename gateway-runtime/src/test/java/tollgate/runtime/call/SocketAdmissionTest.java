package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.dialect.Dialect;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.key.KeyFinder;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.RequestProblem;

class SocketAdmissionTest {
  private static final Generation THREE =
      Stages.generation(
          Stages.provider("field", false, "large"),
          Stages.provider("yard", true),
          Stages.provider("postbox", false));

  private final Gatekeeper gatekeeper = new Gatekeeper(new RunningCalls(), 10);
  private boolean keysRequired;

  private Outcome<SocketAdmission.Granted> wish(Dialect dialect, String... fields) {
    var arrival = Stages.arrival(FakeExchange.asking("/v1/talk", "", fields), dialect, THREE);
    var admission =
        new SocketAdmission(
            gatekeeper,
            new ToolIdentifier(new PluginGuard(PluginGuard.Limits.ORDINARY)),
            new KeyAuthenticator(new OneKey(), keysRequired));
    return admission.admit(arrival, new RunningCall(arrival));
  }

  private String provider(String... fields) {
    return Stages.passed(wish(new TalkDialect(), fields)).provider().id();
  }

  private Problem refusal(String... fields) {
    return Stages.refused(wish(new TalkDialect(), fields)).problem();
  }

  @Test
  void theDefaultIsAskedUnlessTheClientNamesAnother() {
    assertEquals("yard", provider());
    assertEquals("field", provider("x-provider", "field"));
  }

  @Test
  void aKeyNarrowsTheChoice() {
    assertEquals("field", provider("x-api-key", "narrow"));
    assertEquals(
        RequestProblem.REQUEST_UPGRADE_REFUSED,
        refusal("x-api-key", "narrow", "x-provider", "yard"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postbox", "nowhere"})
  void whereTheProviderTakesNoneNoOtherIsLookedFor(String named) {
    var said = Stages.refused(wish(new TalkDialect(), "x-provider", named));

    assertEquals(RequestProblem.REQUEST_UPGRADE_REFUSED, said.problem());
    assertTrue(said.fix().contains("POST"), said::fix);
  }

  @Test
  void aPathOfAnotherLanguageIsRefusedBeforeAnybodyIsAskedForAKey() {
    keysRequired = true;

    var said = Stages.refused(wish(Passthrough.DIALECT));

    assertEquals(RequestProblem.REQUEST_UPGRADE_REFUSED, said.problem());
  }

  @Test
  void aWrongKeyIsRefusedAsOnAnyCall() {
    keysRequired = true;

    assertEquals(AccessProblem.KEY_UNKNOWN, refusal("x-api-key", "unknown"));
    assertEquals(AccessProblem.KEY_MISSING, refusal());
  }

  @Test
  void nobodyIsLetInWhileTheGatewayGoesDown() {
    gatekeeper.drain();

    assertEquals(GatewayProblem.GATEWAY_DRAINING, refusal());
  }

  /** A key that is good for two providers. */
  private static final class OneKey implements KeyFinder {
    @Override
    public KeyLookup find(String credential) {
      return credential.equals("narrow")
          ? new KeyLookup.Known(Stages.key(Set.of(), Set.of("field", "postbox")))
          : new KeyLookup.Unknown();
    }
  }
}
