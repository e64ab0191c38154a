package tollgate.runtime.call;

import java.util.Optional;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.upstream.OpenProvider;

/**
 * A call that knows where it goes and which model it asks for there.
 *
 * @param catalogue the list of models it asks several providers for, if that is what it does
 */
record RoutedCall(
    JudgedCall judged, OpenProvider provider, String model, Optional<Catalogue> catalogue) {

  RoutedCall(JudgedCall judged, OpenProvider provider, String model) {
    this(judged, provider, model, Optional.empty());
  }

  /** The same call asked of somebody else, or with another credential. */
  RoutedCall to(OpenProvider other) {
    return new RoutedCall(judged, other, model, catalogue);
  }

  /** The same way for a call that asks a little otherwise. */
  RoutedCall with(ClientCall other) {
    var authenticated = judged.authenticated();
    var identified = new IdentifiedCall(other, authenticated.identified().identity());
    var again = new AuthenticatedCall(identified, authenticated.caller());
    return new RoutedCall(new JudgedCall(again, judged.snapshot()), provider, model, catalogue);
  }

  /** What it costs there, by the prices it was admitted with. */
  Pricing pricing() {
    var arrival = call().arrival();
    return new Pricing(
        arrival.generation().prices(), provider.id(), provider.type(), model, arrival.at());
  }

  ClientCall call() {
    return judged.call();
  }
}
