package tollgate.runtime.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.api.usage.Money;

/**
 * What lay around a call of the past. What was spent, and what its session had done, is worked out
 * when a policy asks for it.
 */
record PastSurroundings(
    Function<Spending, Money> amounts,
    Supplier<SessionFacts> sessions,
    boolean priced,
    List<ProviderFacts> providers)
    implements Surroundings {

  @Override
  public Optional<Money> spentAtHand(Spending question) {
    return Optional.of(spent(question));
  }

  @Override
  public Money spent(Spending question) {
    return amounts.apply(question);
  }

  @Override
  public Optional<SessionFacts> sessionAtHand() {
    return Optional.of(session());
  }

  @Override
  public SessionFacts session() {
    return sessions.get();
  }
}
