package tollgate.runtime.call;

import java.util.Optional;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.upstream.OpenProvider;

/**
 * A call that knows where it goes and which model it asks for there.
 *
 * @param wanted the model by the name clients use
 * @param model the same by the provider's own name for it
 * @param catalogue the list of models it asks several providers for, if that is what it does
 */
record RoutedCall(
    JudgedCall judged,
    OpenProvider provider,
    String wanted,
    String model,
    Optional<Catalogue> catalogue) {

  /** A call whose model goes by the provider's own name, where the body can be told so. */
  RoutedCall(JudgedCall judged, OpenProvider provider, String wanted) {
    this(judged, provider, wanted, Optional.empty());
  }

  /** The same for a list of models. */
  RoutedCall(
      JudgedCall judged, OpenProvider provider, String wanted, Optional<Catalogue> catalogue) {
    this(
        judged,
        provider,
        wanted,
        judged.call().body().editable() ? provider.nameOf(wanted) : wanted,
        catalogue);
  }

  /** The same call asked of somebody else, or with another credential. */
  RoutedCall to(OpenProvider other) {
    return new RoutedCall(judged, other, wanted, catalogue);
  }

  /** The same way for a call that asks a little otherwise. */
  RoutedCall with(ClientCall other) {
    var authenticated = judged.authenticated();
    var identified = new IdentifiedCall(other, authenticated.identified().identity());
    var again = new AuthenticatedCall(identified, authenticated.caller());
    return new RoutedCall(
        new JudgedCall(again, judged.snapshot(), judged.orders()),
        provider,
        wanted,
        model,
        catalogue);
  }

  /** The same with an answer of at most so many tokens. */
  RoutedCall clamped(long tokens) {
    return new RoutedCall(
        new JudgedCall(judged.authenticated(), judged.snapshot(), judged.orders().clamped(tokens)),
        provider,
        wanted,
        model,
        catalogue);
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
