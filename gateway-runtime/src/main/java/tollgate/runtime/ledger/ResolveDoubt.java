package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Transaction;

/**
 * Puts better knowledge in place of an assumption: what a call in doubt really used, or that it was
 * never made. The row, the sums and the counters change together, and a revision tells what stood
 * there before.
 */
public final class ResolveDoubt {
  private static final String IN_DOUBT =
      "SELECT " + FinalRow.COLUMNS + " FROM call WHERE call_id = ? AND state = 'in_doubt'";

  private static final Columns<Resolution> COLUMNS =
      new Columns<Resolution>()
          .text("state", CallRow.NAME, resolution -> resolution.state.word())
          .all(Ending.USAGE, Resolution::usage)
          .all(Ending.BILL, Resolution::bill);

  private static final String RESOLVE =
      "UPDATE call SET "
          + COLUMNS.assignments()
          + ", model = coalesce(nullif(?, ''), model), error_code = '', error_message = ''"
          + " WHERE id = ? AND state = 'in_doubt'";

  private final Database database;
  private final Till till;
  private final InstantSource clock;

  /**
   * What became of a call after all.
   *
   * @param state SETTLED, ABORTED or FAILED
   * @param usage what it used
   * @param bill what that costs
   * @param actor who says so
   * @param reason how that is known
   */
  public record Resolution(State state, Usage usage, Bill bill, String actor, String reason) {

    /** A call ends settled, aborted or failed. */
    public Resolution {
      if (state != State.SETTLED && state != State.ABORTED && state != State.FAILED) {
        throw new IllegalArgumentException("a doubt cannot be resolved to " + state.word());
      }
    }
  }

  /** Resolves doubts of this database, and tells the till. */
  public ResolveDoubt(Database database, Till till, InstantSource clock) {
    this.database = database;
    this.till = till;
    this.clock = clock;
  }

  /**
   * Resolves one call. Blocks until that is durable. Only one may resolve at a time, so that
   * counters and rows are corrected by the same amount.
   *
   * @return false when there is no such call, or it is in doubt no longer
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be
   *     written
   */
  public synchronized boolean resolve(CallId call, Resolution resolution) {
    Optional<FinalRow> found = database.reads().ask(connection -> find(connection, call));
    if (found.isEmpty()) {
      return false;
    }
    FinalRow row = found.get();
    var amount = Amount.call(resolution.bill().amount(), resolution.usage().tokens().total());
    Amount more = amount.minus(row.amount());
    Ticket ticket =
        till.correct(
            row.claim(),
            more,
            () -> database.writer().later(transaction -> write(transaction, row, resolution)));
    ticket.await();
    return true;
  }

  private void write(Transaction transaction, FinalRow row, Resolution resolution)
      throws SQLException {
    PreparedStatement statement = transaction.statement(RESOLVE);
    int place = COLUMNS.bind(statement, 1, resolution);
    String model = CallRow.clipped(resolution.usage().servedModel());
    statement.setString(place, model);
    statement.setLong(place + 1, row.id());
    statement.executeUpdate();
    var note = new Revision.Note(clock.millis(), resolution.actor(), resolution.reason());
    new Revision(row, resolution.state(), resolution.usage(), resolution.bill(), note)
        .write(transaction);
  }

  private static Optional<FinalRow> find(Connection connection, CallId call) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_DOUBT)) {
      statement.setString(1, call.text());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(FinalRow.read(row)) : Optional.empty();
      }
    }
  }
}
