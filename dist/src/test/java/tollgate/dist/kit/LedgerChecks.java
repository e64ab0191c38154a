package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;

/** What holds for every database whose gateway has ended or has just been started again. */
public final class LedgerChecks {
  private static final long QUARTER_MILLIS = 900_000;
  private static final String SUMS =
      "count(*) AS calls, sum(state = 'failed') AS failed, sum(state = 'aborted') AS aborted,"
          + " sum(state = 'refused') AS refused, sum(state = 'in_doubt') AS in_doubt,"
          + " sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,"
          + " sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS"
          + " cache_write_5m_tokens, sum(cache_write_1h_tokens) AS cache_write_1h_tokens,"
          + " sum(reasoning_tokens) AS reasoning_tokens, coalesce(sum(cost_nanos), 0) AS"
          + " cost_nanos";
  private static final String SUMMED =
      "sum(calls) AS calls, sum(failed) AS failed, sum(aborted) AS aborted,"
          + " sum(refused) AS refused, sum(in_doubt) AS in_doubt,"
          + " sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,"
          + " sum(cache_read_tokens) AS cache_read_tokens,"
          + " sum(cache_write_5m_tokens) AS cache_write_5m_tokens,"
          + " sum(cache_write_1h_tokens) AS cache_write_1h_tokens,"
          + " sum(reasoning_tokens) AS reasoning_tokens, sum(cost_nanos) AS cost_nanos";

  private static final String FINAL_ROWS =
      " FROM call WHERE state NOT IN ('pending', 'dispatched', 'streaming')";

  private final LedgerFile ledger;

  /** Checks of that database. */
  public LedgerChecks(LedgerFile ledger) {
    this.ledger = ledger;
  }

  /** No row is open, and every sum agrees with the rows. */
  public void holdAfterTheEnd() throws SQLException {
    assertEquals(List.of(), openRows(), "rows that were never settled");
    sumsAgree();
  }

  /** The calls whose rows are open. */
  public List<String> openRows() throws SQLException {
    return ledger
        .ask(
            "SELECT call_id, state FROM call WHERE state IN ('pending', 'dispatched', 'streaming')")
        .stream()
        .map(row -> row.text("call_id") + " " + row.text("state"))
        .toList();
  }

  /** The sums per quarter hour, and those over all time, are those of the rows that are final. */
  public void sumsAgree() throws SQLException {
    assertEquals(
        ledger.ask(
            "SELECT arrived_at / "
                + QUARTER_MILLIS
                + " * "
                + QUARTER_MILLIS
                + " AS quarter, tool, instance, provider, account, model, "
                + SUMS
                + FINAL_ROWS
                + " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"),
        ledger.ask(
            "SELECT quarter, tool, instance, provider, account, model, "
                + SUMMED
                + " FROM quarter_traffic GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"),
        "rows and sums per quarter hour");
    assertEquals(
        ledger.ask("SELECT " + SUMS + FINAL_ROWS + " HAVING count(*) > 0"),
        ledger.ask("SELECT " + SUMMED + " FROM lifetime WHERE kind = 'total' HAVING count(*) > 0"),
        "rows and sums over all time");
  }
}
