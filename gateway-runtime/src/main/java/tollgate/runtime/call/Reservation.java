package tollgate.runtime.call;

import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Settlement;

/**
 * What lets a call be sent: a durable row with its hold, or the knowledge that it costs nothing.
 */
sealed interface Reservation extends AutoCloseable {

  void attempt(Attempt attempt);

  void dispatched();

  void rerouted(String provider, Money hold);

  void progress(Usage usage, Money hold);

  void settle(Settlement settlement);

  @Override
  void close();

  /** A call with a row; see {@link OpenCall}. */
  record Recorded(OpenCall row) implements Reservation {
    @Override
    public void attempt(Attempt attempt) {
      row.attempt(attempt);
    }

    @Override
    public void dispatched() {
      row.dispatched();
    }

    @Override
    public void rerouted(String provider, Money hold) {
      row.rerouted(provider, hold);
    }

    @Override
    public void progress(Usage usage, Money hold) {
      row.progress(usage, hold);
    }

    @Override
    public void settle(Settlement settlement) {
      row.settle(settlement);
    }

    @Override
    public void close() {
      row.close();
    }
  }

  /** A call that costs nothing and leaves no row: a list of models, a count of tokens. */
  record Free() implements Reservation {
    @Override
    public void attempt(Attempt attempt) {}

    @Override
    public void dispatched() {}

    @Override
    public void rerouted(String provider, Money hold) {}

    @Override
    public void progress(Usage usage, Money hold) {}

    @Override
    public void settle(Settlement settlement) {}

    @Override
    public void close() {}
  }
}
