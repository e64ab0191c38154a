package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.OpenProvider;

/**
 * Who may be asked for one call: the accounts of the provider it is routed to, then those of the
 * providers that stand in for it.
 *
 * <p>Accounts that the caller's key does not allow are left out, and so are those that rest. Where
 * all of them rest the one that is ready first is asked all the same, so that the client hears the
 * provider's own words and not a guess of the gateway's. A call that names no model is about
 * something that lies with one account, a file or a batch; it goes to the first and nowhere else.
 *
 * @param list whom to ask, best first, at least one
 * @param passedOver the providers that stand in for others and cannot for this call
 */
record Candidates(List<OpenProvider> list, List<PassedOver> passedOver) {

  /** A provider that cannot stand in, and why. */
  record PassedOver(OpenProvider provider, ProblemReport why) {}

  static Candidates of(RoutedCall routed, Accounts accounts) {
    Set<String> allowed = routed.judged().authenticated().caller().accounts();
    if (routed.model().isEmpty()) {
      return new Candidates(List.of(routed.provider().perLogin(allowed).getFirst()), List.of());
    }
    var providers = new ArrayList<>(List.of(routed.provider()));
    var passedOver = new ArrayList<PassedOver>();
    for (OpenProvider standIn : PolicyOrders.standIns(routed)) {
      Permission.objectionTo(routed.to(standIn))
          .ifPresentOrElse(
              why -> passedOver.add(new PassedOver(standIn, why)), () -> providers.add(standIn));
    }
    return new Candidates(ready(providers, routed, accounts), List.copyOf(passedOver));
  }

  private static List<OpenProvider> ready(
      List<OpenProvider> providers, RoutedCall routed, Accounts accounts) {
    String session = sessionOf(routed);
    Set<String> allowed = routed.judged().authenticated().caller().accounts();
    var ready = new ArrayList<OpenProvider>();
    for (OpenProvider provider : providers) {
      ready.addAll(accounts.ready(provider, routed.model(), session));
    }
    if (!allowed.isEmpty()) {
      ready.retainAll(providers.stream().flatMap(one -> one.perLogin(allowed).stream()).toList());
    }
    return ready.isEmpty()
        ? List.of(
            providers.stream()
                .flatMap(provider -> provider.perLogin(allowed).stream())
                .min(Comparator.comparing(one -> accounts.rest(one, routed.model())))
                .orElseThrow())
        : List.copyOf(ready);
  }

  static String sessionOf(RoutedCall routed) {
    return routed.judged().authenticated().identified().identity().session();
  }
}
