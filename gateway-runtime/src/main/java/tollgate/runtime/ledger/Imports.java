package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import tollgate.api.json.Json;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Sql;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Transaction;

/**
 * Takes in ended calls that other gateways recorded. Each keeps its id, by which it is known again,
 * and the time of its arrival, by which it counts: in the sums of that time and, where a window of
 * a cap is still open that it lies in, there as well. Rows, sums and counters change together.
 */
public final class Imports {

  /** What the origin of a call begins with that was taken in. */
  public static final String ORIGIN = "import:";

  private static final String INSERT =
      "INSERT INTO call (id, "
          + CallField.columns()
          + ") VALUES (?"
          + ", ?".repeat(CallField.ALL.size())
          + ")";
  private static final String WRITTEN = "SELECT " + FinalRow.COLUMNS + " FROM call WHERE id = ?";
  private static final String THERE = "SELECT 1 FROM call WHERE call_id = ?";

  private final Database database;
  private final Till till;
  private final LongSupplier rows;
  private final InstantSource clock;

  /** A call that was not taken in. */
  public record Refused(String call, String why) {}

  /**
   * What came of a few calls.
   *
   * @param taken how many were taken in, or would be
   * @param known how many were there already
   * @param refused those that cannot be taken in
   */
  public record Result(long taken, long known, List<Refused> refused) {

    /** Results never change. */
    public Result {
      refused = List.copyOf(refused);
    }
  }

  private record Handed(ForeignCall call, Ticket ticket, AtomicBoolean written) {}

  /**
   * Into a ledger.
   *
   * @param till whose counters follow it
   * @param rows gives each row a number of its own
   */
  public Imports(Database database, Till till, LongSupplier rows, InstantSource clock) {
    this.database = database;
    this.till = till;
    this.rows = rows;
    this.clock = clock;
  }

  /** Into the ledger of a gateway that does not run. */
  public static Imports atRest(Database database, InstantSource clock) {
    var last = new AtomicLong(database.reads().ask(LedgerStart::lastRow));
    return new Imports(database, new Till(List.of()), last::incrementAndGet, clock);
  }

  /**
   * Takes calls in; blocks until they are durable. Done twice, it changes nothing more.
   *
   * @param source where they come from, in a word
   * @param calls objects with the members of {@link CallField}; those left out are not known
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE or STORE_UNREADABLE;
   *     what was written until then stays
   */
  public Result take(String source, List<Json.Obj> calls, boolean dryRun) {
    var refused = new ArrayList<Refused>();
    var fit = new ArrayList<ForeignCall>();
    for (Json.Obj call : calls) {
      try {
        fit.add(ForeignCall.of(call, source, clock.instant()));
      } catch (IllegalArgumentException unfit) {
        refused.add(new Refused(ForeignCall.idOf(call), String.valueOf(unfit.getMessage())));
      }
    }
    Set<String> known = database.reads().ask(connection -> known(connection, fit));
    List<ForeignCall> fresh = fit.stream().filter(call -> known.add(call.id())).toList();
    long taken = dryRun ? fresh.size() : write(fresh);
    return new Result(taken, fit.size() - taken, refused);
  }

  private static Set<String> known(Connection connection, List<ForeignCall> calls)
      throws SQLException {
    if (calls.isEmpty()) {
      return new HashSet<>();
    }
    String places = String.join(", ", Collections.nCopies(calls.size(), "?"));
    var sql =
        new Sql()
            .add(
                "SELECT call_id FROM call WHERE call_id IN (" + places + ")",
                calls.stream().map(ForeignCall::id).toArray());
    return new HashSet<>(sql.list(connection, row -> row.getString(1)));
  }

  private long write(List<ForeignCall> calls) {
    List<Handed> handed = calls.stream().map(this::hand).toList();
    long taken = 0;
    for (Handed one : handed) {
      one.ticket().await();
      if (one.written().get()) {
        taken++;
      } else { // somebody else took it in first
        takeBack(one.call());
      }
    }
    return taken;
  }

  /** The counters are told in the order in which the rows are written. */
  private Handed hand(ForeignCall call) {
    long row = rows.getAsLong();
    var written = new AtomicBoolean();
    Ticket ticket =
        till.correct(
            call.claim(),
            call.amount(),
            () ->
                database
                    .writer()
                    .later(transaction -> written.set(insert(transaction, row, call))));
    ticket.whenOver(() -> {}, failure -> takeBack(call));
    return new Handed(call, ticket, written);
  }

  private void takeBack(ForeignCall call) {
    till.correct(call.claim(), Amount.ZERO.minus(call.amount()), () -> "");
  }

  private static boolean insert(Transaction transaction, long row, ForeignCall call)
      throws SQLException {
    PreparedStatement there = transaction.statement(THERE);
    there.setString(1, call.id());
    try (ResultSet found = there.executeQuery()) {
      if (found.next()) {
        return false;
      }
    }
    PreparedStatement statement = transaction.statement(INSERT);
    statement.setLong(1, row);
    call.bind(statement, 2);
    statement.executeUpdate();
    PreparedStatement written = transaction.statement(WRITTEN);
    written.setLong(1, row);
    try (ResultSet found = written.executeQuery()) {
      found.next();
      RollUps.of(transaction).add(FinalRow.read(found).entry());
    }
    QuarterNames.addWritten(transaction, row);
    return true;
  }
}
