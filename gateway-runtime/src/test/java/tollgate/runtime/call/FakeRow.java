package tollgate.runtime.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Settlement;

/** A row that keeps the tries it is told of. */
final class FakeRow implements OpenCall {
  private final List<String> attempts = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();

  /** The tries: provider, account, status, outcome, error. */
  List<String> attempts() {
    return attempts;
  }

  @Override
  public CallId id() {
    return new CallId(Stages.ID);
  }

  @Override
  public long rowId() {
    return 1;
  }

  @Override
  public void attempt(Attempt one) {
    attempts.add(
        String.join(
            " ",
            one.provider(),
            one.account(),
            Integer.toString(one.status()),
            one.outcome(),
            one.error()));
  }

  @Override
  public void dispatched() {}

  /** Where the row went, in order. */
  List<String> routes() {
    return routes;
  }

  @Override
  public boolean rerouted(String provider, Amount hold) {
    routes.add(provider);
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
  public Duration waited() {
    return Duration.ZERO;
  }

  @Override
  public Money overrun() {
    return Money.ZERO;
  }

  @Override
  public void clamped(long tokens) {}

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
