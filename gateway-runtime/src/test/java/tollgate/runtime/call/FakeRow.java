package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
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
  public void rerouted(String provider, Money hold) {
    routes.add(provider);
  }

  @Override
  public void progress(Usage usage, Money hold) {}

  @Override
  public void settle(Settlement settlement) {}

  @Override
  public void close() {}
}
