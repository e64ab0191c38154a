package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.key.KeyFinder;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;

class KeyAuthenticatorTest {
  private static final ManagedKey KEY = Stages.key(Set.of(), Set.of());

  private static Outcome<AuthenticatedCall> call(boolean required, String... fields) {
    var exchange = FakeExchange.asking("/v1/talk", "", fields);
    return new KeyAuthenticator(new FakeKeyring(), required)
        .authenticate(
            Stages.identified(
                exchange, RequestFacts.of(TalkDialect.ID).build(), Stages.generation()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGoodKeyNamesItsHolderWhetherItIsNeededOrNot(boolean required) {
    var passed = Stages.passed(call(required, "x-api-key", "good"));

    assertEquals(new Caller.Holder(KEY), passed.caller());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyThatIsOverIsRefusedEvenWhereNoneIsNeeded(boolean required) {
    ProblemReport revoked = Stages.refused(call(required, "x-api-key", "revoked"));
    ProblemReport expired = Stages.refused(call(required, "x-api-key", "expired"));
    ProblemReport former = Stages.refused(call(required, "x-api-key", "former"));

    assertEquals(AccessProblem.KEY_REVOKED, revoked.problem());
    assertEquals(AccessProblem.KEY_REPLACED, former.problem());
    assertEquals(AccessProblem.KEY_EXPIRED, expired.problem());
    assertTrue(revoked.what().contains("ci"), revoked::what);
  }

  @Test
  void nobodyPassesWithoutAKeyWhereOneIsNeeded() {
    assertEquals(AccessProblem.KEY_MISSING, Stages.refused(call(true)).problem());
    assertEquals(
        AccessProblem.KEY_UNKNOWN,
        Stages.refused(call(true, "x-api-key", "sk-provider")).problem());
  }

  @Test
  void anybodyPassesWhereNoneIsNeeded() {
    assertEquals(new Caller.Anyone(Headers.none()), Stages.passed(call(false)).caller());
    assertEquals(
        new Caller.Anyone(Headers.of("x-api-key", "sk-provider")),
        Stages.passed(call(false, "x-api-key", "sk-provider")).caller());
  }

  /** A client may have credentials of its own in one field and a key of ours in another. */
  @ParameterizedTest
  @ValueSource(strings = {"good", "revoked", "expired"})
  void aKeyOfOursIsNeverTakenForTheClientsOwnCredential(String key) {
    String[] fields = {
      "authorization", "Bearer sk-own", "x-api-key", key, "x-goog-api-key", key, "api-key", key
    };

    Caller caller = Stages.passed(call(false, fields)).caller();

    assertEquals(new Caller.Anyone(Headers.of("authorization", "Bearer sk-own")), caller);
    assertTrue(!caller.toString().contains("sk-own"), caller::toString);
  }

  @Test
  void theHolderOfAKeyHasNoCredentialOfItsOwn() {
    var caller = Stages.passed(call(true, "authorization", "Bearer good", "x-api-key", "sk-own"));

    assertEquals(Headers.none(), caller.caller().ownCredential());
  }

  @Test
  void aRefusalNeverRepeatsWhatWasSent() {
    String said = Stages.refused(call(true, "x-api-key", "sk-provider")).render();

    assertTrue(!said.contains("sk-provider"), said);
  }

  /** Three keys. */
  private static final class FakeKeyring implements KeyFinder {
    @Override
    public KeyLookup find(String credential) {
      Map<String, KeyLookup> known =
          Map.of(
              "good", new KeyLookup.Known(KEY),
              "revoked", new KeyLookup.Revoked(KEY),
              "former", new KeyLookup.Replaced(KEY, Stages.NOW),
              "expired", new KeyLookup.Expired(KEY));
      return known.getOrDefault(credential, new KeyLookup.Unknown());
    }
  }
}
