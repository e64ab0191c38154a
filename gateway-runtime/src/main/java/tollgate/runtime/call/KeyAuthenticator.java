package tollgate.runtime.call;

import tollgate.api.call.Headers;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.key.KeyFinder;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;

/**
 * Lets a call in by its key. Where keys are not required, a key that is one of ours still counts
 * for it, and a foreign one is taken as none.
 */
final class KeyAuthenticator {

  private final KeyFinder keyring;
  private final boolean required;

  KeyAuthenticator(KeyFinder keyring, boolean required) {
    this.keyring = keyring;
    this.required = required;
  }

  Outcome<AuthenticatedCall> authenticate(IdentifiedCall identified) {
    String credential = identified.call().arrival().credential().text();
    if (credential.isEmpty()) {
      return unnamed(identified, AccessProblem.KEY_MISSING);
    }
    return switch (keyring.find(credential)) {
      case KeyLookup.Known(var key) ->
          new Passed<>(new AuthenticatedCall(identified, new Caller.Holder(key)));
      case KeyLookup.Revoked(var key) ->
          rejected(identified, key.name(), AccessProblem.KEY_REVOKED.report(key.name()));
      case KeyLookup.Expired(var key) ->
          rejected(
              identified,
              key.name(),
              AccessProblem.KEY_EXPIRED.report(key.name(), key.terms().expiresAt()));
      case KeyLookup.Replaced(var key, var since) ->
          rejected(identified, key.name(), AccessProblem.KEY_REPLACED.report(key.name(), since));
      case KeyLookup.Unknown() -> unnamed(identified, AccessProblem.KEY_UNKNOWN);
    };
  }

  private Outcome<AuthenticatedCall> unnamed(IdentifiedCall identified, Problem otherwise) {
    return required
        ? rejected(identified, "", otherwise.report())
        : new Passed<>(new AuthenticatedCall(identified, new Caller.Anyone(own(identified))));
  }

  /** Every field is looked at: a key of ours may stand in one and a foreign one in another. */
  private Headers own(IdentifiedCall identified) {
    return identified
        .call()
        .arrival()
        .credential()
        .fieldsWith(key -> keyring.find(key) instanceof KeyLookup.Unknown);
  }

  private static Outcome<AuthenticatedCall> rejected(
      IdentifiedCall identified, String keyName, ProblemReport why) {
    var arrival = identified.call().arrival();
    Events.log(
        AccessEvent.PROXY_AUTH_REJECTED,
        "path",
        arrival.head().path(),
        "code",
        why.problem().code(),
        "key",
        keyName,
        "client_ip",
        arrival.peer());
    return new Refused<>(why);
  }
}
