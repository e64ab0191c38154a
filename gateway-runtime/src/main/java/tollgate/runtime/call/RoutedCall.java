package tollgate.runtime.call;

import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.upstream.OpenProvider;

/** A call that knows where it goes and which model it asks for there. */
record RoutedCall(JudgedCall judged, OpenProvider provider, String model) {

  /** The same call asked of somebody else, or with another credential. */
  RoutedCall to(OpenProvider other) {
    return new RoutedCall(judged, other, model);
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
