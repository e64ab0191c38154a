package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Writer;

/**
 * Deletes rows that are older than the operator wants to keep them, a few at a time, so that calls
 * find their place between. Sums survive: roll-ups and lifetime sums are never deleted. So do rows
 * that still run or are in doubt.
 */
public final class Retention {
  private static final int AT_ONCE = 100;

  private static final String OLD_CALLS =
      "SELECT id FROM call WHERE arrived_at < ? AND NOT ("
          + CallTable.UNFINISHED
          + ") AND state <> 'in_doubt' ORDER BY arrived_at LIMIT "
          + AT_ONCE;

  private static final List<String> CALL_AND_ALL_THAT_HANGS_ON_IT =
      List.of(
          "DELETE FROM attempt WHERE call = ?",
          "DELETE FROM decision WHERE call = ?",
          "DELETE FROM call_revision WHERE call = ?",
          "DELETE FROM call WHERE id = ?");

  /** Looks at every name, which takes a tenth of a second where there are ten million calls. */
  private static final String OLD_NAMES =
      "DELETE FROM quarter_name WHERE quarter < ?1 AND quarter NOT IN"
          + " (SELECT arrived_at / 900000 * 900000 FROM call WHERE arrived_at < ?1)";

  private static final long NAMES_EVERY = Duration.ofDays(1).toMillis();

  private static final String SLICE_END =
      "SELECT max(arrived_at), count(*) FROM (SELECT arrived_at FROM call"
          + " WHERE arrived_at >= ? AND arrived_at < ? ORDER BY arrived_at LIMIT "
          + AT_ONCE
          + ")";

  private final Writer writer;
  private final InstantSource clock;

  /**
   * How long rows are kept.
   *
   * @param calls rows of calls, and all that hangs on them
   * @param attempts attempts, where they shall go earlier than their calls
   * @param decisions decision snapshots, where they shall go earlier than their calls
   * @param audit records of who changed what
   */
  public record Keep(Duration calls, Duration attempts, Duration decisions, Duration audit) {}

  /**
   * How many rows were deleted for their age.
   *
   * @param calls rows of calls
   * @param attempts attempts, those that went with their calls aside
   * @param decisions decision snapshots, those that went with their calls aside
   * @param audit records of who changed what
   */
  public record Deleted(long calls, long attempts, long decisions, long audit) {}

  /** One deletion that fits between two calls; answers how many rows it looked at and deleted. */
  private interface Chunk {
    Progress delete(Transaction transaction) throws SQLException;
  }

  private record Progress(int looked, int deleted) {}

  /** Retention over this writer. */
  public Retention(Writer writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Deletes what is too old.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when the disk refuses;
   *     what was deleted until then stays deleted
   */
  public Deleted run(Keep keep) {
    long before = Entry.quarterOf(before(keep.calls()));
    long calls = deleteCalls(before);
    writer.submit(transaction -> forgetNames(transaction, before)).await();
    return new Deleted(
        calls,
        deleteDetail("attempt", Marks.ATTEMPTS_FROM, before(keep.attempts())),
        deleteDetail("decision", Marks.DECISIONS_FROM, before(keep.decisions())),
        deleteAudit(before(keep.audit())));
  }

  private long deleteCalls(long before) {
    return repeat(
        "call",
        before,
        transaction -> {
          Marks.raise(transaction, Marks.ROWS_FROM, before);
          Marks.raise(transaction, Marks.LAST_ROW, lastRow(transaction));
          List<Long> old = oldCalls(transaction, before);
          for (long call : old) {
            for (String sql : CALL_AND_ALL_THAT_HANGS_ON_IT) {
              PreparedStatement statement = transaction.statement(sql);
              statement.setLong(1, call);
              statement.executeUpdate();
            }
          }
          return new Progress(old.size(), old.size());
        });
  }

  /** Once a day, since a name that leads to nothing any more does no harm. */
  private static void forgetNames(Transaction transaction, long before) throws SQLException {
    if (before - Marks.read(transaction, Marks.NAMES_FROM) >= NAMES_EVERY) {
      PreparedStatement statement = transaction.statement(OLD_NAMES);
      statement.setLong(1, before);
      statement.executeUpdate();
      Marks.raise(transaction, Marks.NAMES_FROM, before);
    }
  }

  /** Goes through the calls by arrival and remembers how far it came. */
  private long deleteDetail(String table, String mark, long before) {
    String sql =
        "DELETE FROM "
            + table
            + " WHERE call IN (SELECT id FROM call WHERE arrived_at >= ? AND arrived_at <= ?)";
    return repeat(
        table,
        before,
        transaction -> {
          long from = Marks.read(transaction, mark);
          PreparedStatement slice = transaction.statement(SLICE_END);
          slice.setLong(1, from);
          slice.setLong(2, before);
          int looked;
          long end;
          try (ResultSet row = slice.executeQuery()) {
            looked = row.next() ? row.getInt(2) : 0;
            end = looked == 0 ? before - 1 : row.getLong(1);
          }
          PreparedStatement statement = transaction.statement(sql);
          statement.setLong(1, from);
          statement.setLong(2, end);
          int deleted = statement.executeUpdate();
          Marks.raise(transaction, mark, end + 1);
          return new Progress(looked, deleted);
        });
  }

  private long deleteAudit(long before) {
    return repeat(
        "audit",
        before,
        transaction -> {
          PreparedStatement statement =
              transaction.statement(
                  "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? LIMIT "
                      + AT_ONCE
                      + ")");
          statement.setLong(1, before);
          int deleted = statement.executeUpdate();
          return new Progress(deleted, deleted);
        });
  }

  private long repeat(String table, long before, Chunk chunk) {
    long total = 0;
    var last = new Progress[1];
    do {
      writer.submit(transaction -> last[0] = chunk.delete(transaction)).await();
      total += last[0].deleted();
    } while (last[0].looked() == AT_ONCE);
    if (total > 0) {
      Events.log(
          GatewayEvent.STORE_RETENTION,
          "table",
          table,
          "deleted",
          total,
          "before",
          Instant.ofEpochMilli(before));
    }
    return total;
  }

  private static List<Long> oldCalls(Transaction transaction, long before) throws SQLException {
    var ids = new ArrayList<Long>();
    PreparedStatement statement = transaction.statement(OLD_CALLS);
    statement.setLong(1, before);
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  private static long lastRow(Transaction transaction) throws SQLException {
    try (ResultSet row =
        transaction.statement("SELECT coalesce(max(id), 0) FROM call").executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private long before(Duration kept) {
    return clock.instant().minus(kept).toEpochMilli();
  }
}
