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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

  private enum Outcome {
    TAKEN,
    /** Its row is there; somebody else may just have taken it in. */
    KNOWN,
    /** Its row may have been there and be deleted, with its sums kept: it could count twice. */
    TOO_OLD
  }

  private record Handed(Ticket ticket, AtomicReference<Outcome> outcome) {}

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
   * Takes calls in; blocks until they are durable. Done twice, it changes nothing more: calls from
   * before the rows that are kept are refused, since nobody knows whether they were here.
   *
   * @param source where they come from, in a word
   * @param calls objects with the members of {@link CallField}; those left out are not known
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE or STORE_UNREADABLE;
   *     what was written until then stays
   */
  public Result take(String source, List<Json.Obj> calls, boolean dryRun) {
    var refused = new ArrayList<Refused>();
    List<ForeignCall> fit = fit(source, calls, refused);
    Set<String> known = database.reads().ask(connection -> known(connection, fit));
    List<ForeignCall> fresh = fit.stream().filter(call -> known.add(call.id())).toList();
    List<Outcome> outcomes =
        dryRun ? database.reads().ask(connection -> foreseen(connection, fresh)) : write(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      if (outcomes.get(i) == Outcome.TOO_OLD) {
        refused.add(new Refused(fresh.get(i).id(), "older than what is kept"));
      }
    }
    long taken = Collections.frequency(outcomes, Outcome.TAKEN);
    long tooOld = Collections.frequency(outcomes, Outcome.TOO_OLD);
    return new Result(taken, fit.size() - taken - tooOld, refused);
  }

  private List<ForeignCall> fit(String source, List<Json.Obj> calls, List<Refused> refused) {
    var fit = new ArrayList<ForeignCall>();
    for (Json.Obj call : calls) {
      try {
        fit.add(ForeignCall.of(call, source, clock.instant()));
      } catch (IllegalArgumentException unfit) {
        refused.add(new Refused(ForeignCall.idOf(call), String.valueOf(unfit.getMessage())));
      }
    }
    return fit;
  }

  private static List<Outcome> foreseen(Connection connection, List<ForeignCall> fresh)
      throws SQLException {
    long from = Marks.read(connection, Marks.ROWS_FROM);
    return fresh.stream()
        .map(call -> call.arrivedBefore(from) ? Outcome.TOO_OLD : Outcome.TAKEN)
        .toList();
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

  private List<Outcome> write(List<ForeignCall> calls) {
    List<Handed> handed = calls.stream().map(this::hand).toList();
    handed.forEach(one -> one.ticket().await());
    return handed.stream().map(one -> one.outcome().get()).toList();
  }

  /** The counters are told in the order in which the rows are written. */
  private Handed hand(ForeignCall call) {
    long row = rows.getAsLong();
    var outcome = new AtomicReference<>(Outcome.KNOWN);
    Ticket ticket =
        till.correct(
            call.claim(),
            call.amount(),
            () ->
                database
                    .writer()
                    .later(transaction -> outcome.set(insert(transaction, row, call))));
    ticket.whenOver(
        () -> {
          if (outcome.get() != Outcome.TAKEN) {
            takeBack(call);
          }
        },
        failure -> takeBack(call));
    return new Handed(ticket, outcome);
  }

  private void takeBack(ForeignCall call) {
    till.correct(call.claim(), Amount.ZERO.minus(call.amount()), () -> "");
  }

  private static Outcome insert(Transaction transaction, long row, ForeignCall call)
      throws SQLException {
    PreparedStatement there = transaction.statement(THERE);
    there.setString(1, call.id());
    try (ResultSet found = there.executeQuery()) {
      if (found.next()) {
        return Outcome.KNOWN;
      }
    }
    if (call.arrivedBefore(Marks.read(transaction, Marks.ROWS_FROM))) {
      return Outcome.TOO_OLD;
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
    return Outcome.TAKEN;
  }
}
