package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.runtime.budget.Till;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.Progress;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Transaction;

/**
 * Prices rows that had no price when they ended, by the rates that were in force when the call
 * arrived. Row, sums and counters change together and a revision tells what stood there before. A
 * row whose usage nobody told stays unknown; a known cost is touched only where that was asked for,
 * and never given up for an unknown one.
 *
 * <p>Rows are read in chunks and each is written as a work of its own, which shares its commit with
 * the calls of that moment: a run of a million rows holds nobody up. Every write is guarded by what
 * was read, so running twice, or beside anything else that changes rows, changes nothing twice.
 */
public final class Backfill {

  private static final String SELECT =
      "SELECT " + FinalRow.COLUMNS + " FROM call WHERE (arrived_at, id) > (?, ?) AND ";

  private static final String ORDERED = " ORDER BY arrived_at, id LIMIT ?";

  private static final String UNPRICED = SELECT + "cost_status = 'unpriced'" + ORDERED;

  /** What was assumed rather than worked out is not a matter of prices. */
  private static final String ALL =
      SELECT
          + "(cost_status = 'unpriced' OR price_key <> '') AND state <> 'in_doubt' AND NOT "
          + CallTable.UNFINISHED
          + ORDERED;

  private static final String REPRICE =
      "UPDATE call SET "
          + Ending.BILL.assignments()
          + " WHERE id = ? AND cost_status = ? AND cost_nanos IS ? AND price_key = ?"
          + " AND charges = ?";

  private final Database database;
  private final Till till;
  private final InstantSource clock;
  private final UnaryOperator<String> types;

  /**
   * What is to be priced.
   *
   * @param since calls that arrived earlier are left alone
   * @param all whether known costs are worked out again as well
   * @param dryRun whether to tell only what would be done
   * @param chunk how many rows are read at once
   * @param actor who asks
   */
  public record Wish(Instant since, boolean all, boolean dryRun, int chunk, String actor) {

    /** At least one row at once. */
    public Wish {
      if (chunk < 1) {
        throw new IllegalArgumentException("a chunk of " + chunk + " rows");
      }
    }
  }

  /**
   * What was done, or would be.
   *
   * @param scanned how many rows were looked at
   * @param updated how many have another cost now
   * @param ok how many of those looked at have a known cost now
   * @param pending how many still have none
   * @param unsupported how many never will, because not even the model is known
   * @param withoutUsage how many of those that have none lack the usage rather than the price
   * @param more what they cost together beyond what they did
   */
  public record Result(
      long scanned,
      long updated,
      long ok,
      long pending,
      long unsupported,
      long withoutUsage,
      Money more) {}

  /** One row with its price of now. */
  private record Priced(FinalRow row, Bill bill) {
    Money more() {
      return bill.amount().minus(row.bill().amount());
    }

    boolean differs() {
      return !bill.equals(row.bill());
    }
  }

  /** What is on its way to the disk. */
  private record Handed(Priced priced, Ticket ticket, AtomicBoolean written) {}

  /**
   * Prices the rows of this database, and tells the till.
   *
   * @param types the kind of a configured provider; empty for one that is configured no more
   */
  public Backfill(Database database, Till till, InstantSource clock, UnaryOperator<String> types) {
    this.database = database;
    this.till = till;
    this.clock = clock;
    this.types = types;
  }

  /**
   * Prices what there is to price. Blocks until it is durable.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE or STORE_UNREADABLE;
   *     what was written until then stays
   */
  public synchronized Result run(Wish wish, PriceBook book) {
    var counting = new Counting();
    long arrivedAt = wish.since().toEpochMilli();
    long id = -1;
    long begin = 0;
    List<FinalRow> rows;
    do {
      rows = read(wish, arrivedAt, id);
      var priced = rows.stream().map(row -> new Priced(row, bill(row, book))).toList();
      counting.look(priced);
      counting.changed(wish.dryRun() ? wouldChange(priced) : change(priced, wish));
      if (!rows.isEmpty()) {
        begin = begin == 0 ? rows.getFirst().arrivedAt() : begin;
        arrivedAt = rows.getLast().arrivedAt();
        id = rows.getLast().id();
        Progress.at(arrivedAt - begin, clock.millis() - begin); // to count them takes as long
      }
    } while (rows.size() == wish.chunk());
    Result result = counting.result();
    if (result.updated() > 0 && !wish.dryRun()) {
      tell(wish, result);
    }
    return result;
  }

  private List<FinalRow> read(Wish wish, long arrivedAt, long id) {
    return database.reads().ask(connection -> read(connection, wish, arrivedAt, id));
  }

  private static List<FinalRow> read(Connection connection, Wish wish, long arrivedAt, long id)
      throws SQLException {
    var rows = new ArrayList<FinalRow>();
    try (PreparedStatement statement = connection.prepareStatement(wish.all() ? ALL : UNPRICED)) {
      statement.setLong(1, arrivedAt);
      statement.setLong(2, id);
      statement.setInt(3, wish.chunk());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(FinalRow.read(row));
        }
      }
    }
    return rows;
  }

  private Bill bill(FinalRow row, PriceBook book) {
    String provider = row.served().provider();
    var pricing =
        new Pricing(
            book,
            provider,
            types.apply(provider),
            row.asked(),
            Instant.ofEpochMilli(row.arrivedAt()));
    Bill bill = pricing.bill(row.usage());
    boolean loses = bill.status() == CostStatus.UNPRICED || bill.status() == CostStatus.NONE;
    return loses ? row.bill() : bill;
  }

  private static List<Priced> wouldChange(List<Priced> priced) {
    return priced.stream().filter(Priced::differs).toList();
  }

  /** Those of the rows that were really changed. */
  private List<Priced> change(List<Priced> priced, Wish wish) {
    var note =
        new Revision.Note(
            clock.millis(), wish.actor(), wish.all() ? "priced again" : "priced after the fact");
    List<Handed> handed = wouldChange(priced).stream().map(one -> hand(one, note)).toList();
    var changed = new ArrayList<Priced>();
    for (Handed one : handed) {
      one.ticket().await();
      if (one.written().get()) {
        changed.add(one.priced());
      } else { // somebody else changed the row first, or it was deleted
        takeBack(one.priced());
      }
    }
    return changed;
  }

  private Handed hand(Priced priced, Revision.Note note) {
    var written = new AtomicBoolean();
    Ticket ticket =
        till.correct(
            priced.row().claim(),
            Unit.USD.amount(priced.more().nanos()),
            () ->
                database
                    .writer()
                    .later(transaction -> written.set(write(transaction, priced, note))));
    ticket.whenOver(() -> {}, failure -> takeBack(priced));
    return new Handed(priced, ticket, written);
  }

  private void takeBack(Priced priced) {
    till.correct(priced.row().claim(), Unit.USD.amount(-priced.more().nanos()), () -> "");
  }

  private static boolean write(Transaction transaction, Priced priced, Revision.Note note)
      throws SQLException {
    FinalRow row = priced.row();
    PreparedStatement statement = transaction.statement(REPRICE);
    int place = Ending.BILL.bind(statement, 1, priced.bill());
    statement.setLong(place, row.id());
    statement.setString(place + 1, row.bill().status().word());
    if (row.bill().status() == CostStatus.UNPRICED) {
      statement.setNull(place + 2, Types.INTEGER);
    } else {
      statement.setLong(place + 2, row.bill().amount().nanos());
    }
    statement.setString(place + 3, row.bill().priceKey());
    statement.setString(place + 4, row.bill().charges());
    if (statement.executeUpdate() != 1) {
      return false;
    }
    new Revision(row, row.state(), row.usage(), priced.bill(), note).write(transaction);
    return true;
  }

  private static void tell(Wish wish, Result result) {
    Events.log(
        MoneyEvent.COST_BACKFILLED,
        "scanned",
        result.scanned(),
        "updated",
        result.updated(),
        "ok",
        result.ok(),
        "pending",
        result.pending(),
        "unsupported",
        result.unsupported(),
        "more_usd",
        result.more().toUsd(),
        "all",
        wish.all(),
        "by",
        wish.actor());
  }

  /** Adds up what a run does. */
  private static final class Counting {
    private long scanned;
    private long updated;
    private long ok;
    private long pending;
    private long unsupported;
    private long withoutUsage;
    private Money more = Money.ZERO;

    void look(List<Priced> priced) {
      for (Priced one : priced) {
        scanned++;
        if (one.bill().status() != CostStatus.UNPRICED) {
          ok++;
        } else if (one.row().served().model().isEmpty() && one.row().asked().isEmpty()) {
          unsupported++;
        } else {
          pending++;
          withoutUsage += one.row().usage().provenance() == Provenance.UNKNOWN ? 1 : 0;
        }
      }
    }

    void changed(List<Priced> changed) {
      for (Priced one : changed) {
        updated++;
        more = more.plus(one.more());
      }
    }

    Result result() {
      return new Result(scanned, updated, ok, pending, unsupported, withoutUsage, more);
    }
  }
}
