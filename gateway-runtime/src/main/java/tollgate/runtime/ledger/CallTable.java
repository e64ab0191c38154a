package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Transaction;

/** Writes rows of {@code call} and of the tables that hang on it. */
final class CallTable {

  /** Which rows are still on the way. */
  static final String UNFINISHED = "state IN ('pending', 'dispatched', 'streaming')";

  private static final String OPEN = CallRow.COLUMNS.insertInto("call");
  private static final String TURN = Turned.COLUMNS.insertInto("call");
  private static final String DECISION = "INSERT INTO decision (call, snapshot) VALUES (?, ?)";
  private static final String DISPATCHED =
      "UPDATE call SET state = 'dispatched' WHERE id = ? AND state = 'pending'";
  private static final String REROUTED =
      "UPDATE call SET provider = ?, hold_nanos = ? WHERE id = ? AND " + UNFINISHED;
  private static final String CLAMPED = "UPDATE call SET clamped_tokens = ? WHERE id = ?";
  private static final String PROGRESS =
      "UPDATE call SET state = 'streaming', hold_nanos = ?, "
          + Ending.USAGE.assignments()
          + " WHERE id = ? AND "
          + UNFINISHED;
  private static final String SETTLE =
      "UPDATE call SET " + Ending.COLUMNS.assignments() + " WHERE id = ? AND " + UNFINISHED;

  private record NumberedAttempt(long call, int number, Attempt attempt) {}

  private static final Columns<NumberedAttempt> ATTEMPT_COLUMNS =
      new Columns<NumberedAttempt>()
          .number("call", NumberedAttempt::call)
          .number("number", NumberedAttempt::number)
          .text("provider", CallRow.NAME, row -> row.attempt.provider())
          .text("account", CallRow.NAME, row -> row.attempt.account())
          .text("upstream_id", CallRow.NAME, row -> row.attempt.upstreamId())
          .number("started_at", row -> row.attempt.startedAt().toEpochMilli())
          .measured("head_nanos", row -> row.attempt.headNanos())
          .measured("status", row -> row.attempt.status() > 0 ? row.attempt.status() : -1)
          .text("outcome", CallRow.NAME, row -> row.attempt.outcome())
          .text("error", CallRow.MESSAGE, row -> row.attempt.error());

  private static final String ATTEMPT = ATTEMPT_COLUMNS.insertInto("attempt");

  private CallTable() {}

  static void open(Transaction transaction, CallRow row) throws SQLException {
    PreparedStatement statement = transaction.statement(OPEN);
    CallRow.COLUMNS.bind(statement, 1, row);
    statement.executeUpdate();
    decide(transaction, row);
  }

  static void turnAway(Transaction transaction, Turned turned) throws SQLException {
    PreparedStatement statement = transaction.statement(TURN);
    Turned.COLUMNS.bind(statement, 1, turned);
    statement.executeUpdate();
    decide(transaction, turned.row());
    RollUps.of(transaction).add(turned.entry());
    QuarterNames.of(transaction).add(turned.row(), turned.status());
  }

  static void attempt(Transaction transaction, long call, int number, Attempt attempt)
      throws SQLException {
    PreparedStatement statement = transaction.statement(ATTEMPT);
    ATTEMPT_COLUMNS.bind(statement, 1, new NumberedAttempt(call, number, attempt));
    statement.executeUpdate();
  }

  static void dispatched(Transaction transaction, long call) throws SQLException {
    PreparedStatement statement = transaction.statement(DISPATCHED);
    statement.setLong(1, call);
    statement.executeUpdate();
  }

  static void rerouted(Transaction transaction, long call, String provider, Money hold)
      throws SQLException {
    PreparedStatement statement = transaction.statement(REROUTED);
    statement.setString(1, CallRow.clipped(provider));
    statement.setLong(2, hold.nanos());
    statement.setLong(3, call);
    statement.executeUpdate();
  }

  static void clamped(Transaction transaction, long call, long tokens) throws SQLException {
    PreparedStatement statement = transaction.statement(CLAMPED);
    statement.setLong(1, tokens);
    statement.setLong(2, call);
    statement.executeUpdate();
  }

  static void progress(Transaction transaction, long call, Usage usage, Money hold)
      throws SQLException {
    PreparedStatement statement = transaction.statement(PROGRESS);
    statement.setLong(1, hold.nanos());
    int place = Ending.USAGE.bind(statement, 2, usage);
    statement.setLong(place, call);
    statement.executeUpdate();
  }

  /** Makes a row final and adds it to the roll-ups, unless that was done before. */
  static void settle(Transaction transaction, Ending ending) throws SQLException {
    PreparedStatement statement = transaction.statement(SETTLE);
    int place = Ending.COLUMNS.bind(statement, 1, ending);
    statement.setLong(place, ending.row().id());
    if (statement.executeUpdate() == 1) {
      RollUps.of(transaction).add(ending.entry());
      QuarterNames.of(transaction).add(ending.row(), ending.settlement().status());
    }
  }

  private static void decide(Transaction transaction, CallRow row) throws SQLException {
    String snapshot = row.opening().decided().decision();
    if (!snapshot.isEmpty()) {
      PreparedStatement statement = transaction.statement(DECISION);
      statement.setLong(1, row.id());
      statement.setString(2, snapshot);
      statement.executeUpdate();
    }
  }
}
