package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.usage.Money;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Writer;

/**
 * Resolves what an earlier run left open: every such call may have been sent, so it is in doubt and
 * is charged its last noted hold, as estimated. Running it twice changes nothing more.
 */
public final class Recovery {
  private static final int AT_ONCE = 500;

  private static final String LEFT_OPEN =
      "SELECT "
          + FinalRow.COLUMNS
          + " FROM call WHERE "
          + CallTable.UNFINISHED
          + " LIMIT "
          + AT_ONCE;

  private static final String DOUBT =
      "UPDATE call SET state = 'in_doubt', ended_at = ?, provenance = 'estimated',"
          + " cost_status = 'estimated', cost_nanos = hold_nanos, error_code = ?, error_message = ?"
          + " WHERE id = ? AND "
          + CallTable.UNFINISHED;

  private final Writer writer;
  private final InstantSource clock;

  /**
   * What was resolved.
   *
   * @param calls how many calls are in doubt now that were open before
   * @param charged what they are charged together
   */
  public record Resolved(long calls, Money charged) {}

  /** A recovery over this writer; nobody else may open calls meanwhile. */
  public Recovery(Writer writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Resolves everything that is open and says so in the log. */
  public Resolved run() {
    long calls = 0;
    Money charged = Money.ZERO;
    List<FinalRow> resolved;
    do {
      resolved = resolveSome();
      calls += resolved.size();
      for (FinalRow row : resolved) {
        charged = charged.plus(row.hold());
      }
    } while (!resolved.isEmpty());
    if (calls > 0) {
      Events.log(
          LifecycleEvent.LIFECYCLE_BOOT_RECOVERY,
          "recovered",
          calls,
          "in_doubt",
          calls,
          "charged_usd",
          charged.toUsd());
    }
    return new Resolved(calls, charged);
  }

  private List<FinalRow> resolveSome() {
    var resolved = new ArrayList<FinalRow>();
    writer
        .submit(transaction -> {
          resolved.clear();
          resolved.addAll(leftOpen(transaction));
          for (FinalRow row : resolved) {
            doubt(transaction, row);
          }
        })
        .await();
    return resolved;
  }

  private static List<FinalRow> leftOpen(Transaction transaction) throws SQLException {
    var rows = new ArrayList<FinalRow>();
    try (ResultSet found = transaction.statement(LEFT_OPEN).executeQuery()) {
      while (found.next()) {
        rows.add(FinalRow.read(found));
      }
    }
    return rows;
  }

  private void doubt(Transaction transaction, FinalRow row) throws SQLException {
    PreparedStatement statement = transaction.statement(DOUBT);
    statement.setLong(1, clock.millis());
    statement.setString(2, GatewayProblem.GATEWAY_STOPPED.code());
    statement.setString(3, GatewayProblem.GATEWAY_STOPPED.wording().sentence());
    statement.setLong(4, row.id());
    if (statement.executeUpdate() == 1) {
      RollUps.of(transaction)
          .add(row.entry(State.IN_DOUBT, row.usage(), Bill.estimated(row.hold())));
      QuarterNames.addWritten(transaction, row.id());
    }
  }
}
