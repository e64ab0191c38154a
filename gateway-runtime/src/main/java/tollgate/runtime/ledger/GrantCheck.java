package tollgate.runtime.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Grant;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.store.Transaction;

/**
 * Proves that no cap is given more than what is on disk grants it. The other way round there may be
 * more on disk for a moment: a grant is written before it holds.
 */
final class GrantCheck {

  private record Part(Grant.Kind kind, String cap, Unit unit, CounterKey counter, long number) {}

  private GrantCheck() {}

  static List<LedgerCheck.Difference> differences(Transaction transaction, List<Grant> held)
      throws SQLException {
    Map<Part, Long> written = parts(BudgetTable.inForce(transaction, Instant.EPOCH));
    var differences = new ArrayList<LedgerCheck.Difference>();
    parts(held)
        .forEach((part, much) -> {
          long kept = written.getOrDefault(part, 0L);
          if (much > kept) {
            differences.add(
                new LedgerCheck.Difference(
                    "what is granted to caps beyond budget_change",
                    "%s of %s %s: %s, %s"
                        .formatted(
                            part.kind().word(),
                            part.cap(),
                            part.counter().values(),
                            part.unit().text(much),
                            part.unit().text(kept))));
          }
        });
    return differences;
  }

  private static Map<Part, Long> parts(List<Grant> grants) {
    var parts = new HashMap<Part, Long>();
    for (Grant grant : grants) {
      grant
          .parts()
          .forEach((number, much) ->
              parts.merge(
                  new Part(grant.kind(), grant.cap(), grant.unit(), grant.counter(), number),
                  much,
                  Long::sum));
    }
    return parts;
  }
}
