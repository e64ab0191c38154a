package tollgate.runtime.call;

import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.upstream.OpenProvider;

/**
 * Decides whether a wish for a WebSocket is granted, before any turn has named a model: who asks
 * and with which key, and which provider takes it.
 */
final class SocketAdmission {

  private static final String PROVIDER_FIELD = "x-provider";

  private final Gatekeeper gatekeeper;
  private final ToolIdentifier tools;
  private final KeyAuthenticator keys;

  SocketAdmission(Gatekeeper gatekeeper, ToolIdentifier tools, KeyAuthenticator keys) {
    this.gatekeeper = gatekeeper;
    this.tools = tools;
    this.keys = keys;
  }

  /**
   * A wish that is granted if the provider grants it.
   *
   * @param session whose wish it is, empty when not known
   * @param accounts the provider's accounts that may be used; empty allows all
   */
  record Granted(ClientCall call, String session, OpenProvider provider, Set<String> accounts) {

    /** The same made with another of the provider's credentials. */
    Granted as(OpenProvider account) {
      return new Granted(call, session, account, accounts);
    }
  }

  Outcome<Granted> admit(Arrival arrival, RunningCall running) {
    var objection = gatekeeper.objection(arrival);
    if (objection.isPresent()) {
      return new Refused<>(objection.get());
    }
    if (arrival.dialect().socket().isEmpty()) {
      return refused("this path is not served over one");
    }
    var facts = RequestFacts.of(arrival.dialect().id()).billable(false).build();
    var call = new ClientCall(arrival, RequestBody.opaque(new byte[0]), facts);
    var identified = new IdentifiedCall(call, tools.fromHead(arrival));
    running.identified(identified.identity(), facts);
    return keys.authenticate(identified).then(this::provided);
  }

  /**
   * The provider the client names, else the best of those that fit; a key may narrow the choice.
   */
  private Outcome<Granted> provided(AuthenticatedCall authenticated) {
    var call = authenticated.call();
    var providers = call.arrival().generation().providers();
    String session = authenticated.identified().identity().session();
    DialectId dialect = call.facts().dialect();
    String named = call.arrival().head().headers().first(PROVIDER_FIELD);
    Set<String> allowed = authenticated.caller().providers();
    Set<String> accounts = authenticated.caller().accounts();
    return providers.candidates(dialect, "", call.arrival().head().path()).stream()
        .filter(provider -> named.isEmpty() || provider.id().equals(named))
        .filter(provider -> allowed.isEmpty() || allowed.contains(provider.id()))
        .filter(provider -> !provider.perLogin(accounts).isEmpty())
        .findFirst()
        .filter(OpenProvider::takesSockets)
        .<Outcome<Granted>>map(
            provider -> new Passed<>(new Granted(call, session, provider, accounts)))
        .orElseGet(() -> refused("the provider for " + dialect + " takes none"));
  }

  private static Outcome<Granted> refused(String why) {
    return new Refused<>(RequestProblem.REQUEST_UPGRADE_REFUSED.report(why));
  }
}
