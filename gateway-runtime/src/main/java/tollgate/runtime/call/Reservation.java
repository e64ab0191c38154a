package tollgate.runtime.call;

import java.util.List;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Settlement;

/**
 * What lets a call be sent: a durable row with its hold, or the knowledge that it costs nothing.
 */
sealed interface Reservation extends AutoCloseable {

  void attempt(Attempt attempt);

  void dispatched();

  /** See {@link OpenCall#rerouted}. */
  boolean rerouted(String provider, Amount hold);

  /** What is held. */
  Amount hold();

  /** What the caps that apply leave; none where none applies. */
  List<Lease.Left> left();

  /** See {@link OpenCall#overrun}. */
  Money overrun();

  /** See {@link OpenCall#renew}. */
  boolean renew(Amount needed, Amount wish);

  void progress(Usage usage, Amount hold);

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
    public boolean rerouted(String provider, Amount hold) {
      return row.rerouted(provider, hold);
    }

    @Override
    public Amount hold() {
      return row.hold();
    }

    @Override
    public List<Lease.Left> left() {
      return row.left();
    }

    @Override
    public Money overrun() {
      return row.overrun();
    }

    @Override
    public boolean renew(Amount needed, Amount wish) {
      return row.renew(needed, wish);
    }

    @Override
    public void progress(Usage usage, Amount hold) {
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
    public boolean rerouted(String provider, Amount hold) {
      return true;
    }

    @Override
    public Amount hold() {
      return Amount.ZERO;
    }

    @Override
    public List<Lease.Left> left() {
      return List.of();
    }

    @Override
    public Money overrun() {
      return Money.ZERO;
    }

    @Override
    public boolean renew(Amount needed, Amount wish) {
      return true;
    }

    @Override
    public void progress(Usage usage, Amount hold) {}

    @Override
    public void settle(Settlement settlement) {}

    @Override
    public void close() {}
  }
}
