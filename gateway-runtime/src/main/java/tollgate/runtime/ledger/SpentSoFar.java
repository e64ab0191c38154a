package tollgate.runtime.ledger;

import java.time.Instant;
import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Writer;

/** What ended calls cost, for those who want to know before a call is opened. */
public final class SpentSoFar {

  private final Till till;
  private final CounterLoads loads;

  /** From these counters, and from the ledger where they do not know. */
  public SpentSoFar(Till till, Writer writer) {
    this.till = till;
    this.loads = new CounterLoads(till, writer);
  }

  /** What a counter in memory says, if there is one. */
  public Optional<Money> atHand(CounterKey key) {
    return till.reading(key).map(reading -> reading.spent().money());
  }

  /**
   * The same, from the ledger where memory does not know; blocks for one commit.
   *
   * @param at a time in the counter's window
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE
   */
  public Money find(CounterKey key, Instant at) {
    Optional<Money> known = atHand(key);
    if (known.isPresent()) {
      return known.get();
    }
    loads.load(key, at);
    return atHand(key).orElse(Money.ZERO);
  }
}
