package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.DialectId;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.ModelList;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.upstream.OpenProvider;

/**
 * A request for the models there are: in which form, and whose are to be told.
 *
 * @param form the list's form
 * @param providers who is asked, in the operator's order, at least one
 */
record Catalogue(ModelList form, List<OpenProvider> providers) {

  private record Meant(DialectId dialect, ModelList form, ModelList.Claim claim) {}

  /**
   * What a call asks for, if it asks for a list that somebody the caller may use can give.
   *
   * @param named the provider the client names, empty for none
   */
  static Optional<Catalogue> askedBy(JudgedCall judged, String named) {
    var arrival = judged.call().arrival();
    if (!arrival.head().method().equals("GET") || judged.call().facts().billable()) {
      return Optional.empty();
    }
    var caller = judged.authenticated().caller();
    return meantBy(arrival)
        .map(meant -> {
          var providers = new ArrayList<OpenProvider>();
          for (OpenProvider provider : arrival.generation().providers().list()) {
            if (provider.speaks(meant.dialect())
                && Permission.allowed(caller.providers(), provider.id())
                && (named.isEmpty() || named.equals(provider.id()))) {
              providers.add(provider);
            }
          }
          return new Catalogue(meant.form(), List.copyOf(providers));
        })
        .filter(catalogue -> !catalogue.providers().isEmpty());
  }

  private static Optional<Meant> meantBy(Arrival arrival) {
    Optional<Meant> surest = Optional.empty();
    for (Contribution<Dialect> one : arrival.generation().plugins().dialects()) {
      Optional<ModelList> form = one.value().models();
      var claim = form.map(list -> list.claim(arrival.head())).orElse(ModelList.Claim.NONE);
      ModelList.Claim best = surest.map(Meant::claim).orElse(ModelList.Claim.NONE);
      if (claim.compareTo(best) > 0) {
        surest = form.map(list -> new Meant(one.value().id(), list, claim));
      }
    }
    return surest;
  }

  /** The call with its way: one provider's list of which nothing is kept back is simply relayed. */
  RoutedCall route(JudgedCall judged) {
    OpenProvider first = providers.getFirst();
    boolean whole = judged.authenticated().caller().models().isEmpty() && first.takesAnyModel();
    return new RoutedCall(
        judged, first, "", providers.size() == 1 && whole ? Optional.empty() : Optional.of(this));
  }
}
