package tollgate.runtime.quota;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Writer;

/** The rows of {@code quota_reading}. */
final class QuotaTable {
  private static final int NAME = 128;

  private static final String COLUMNS =
      "id, at, vendor, account, name, used_percent, remaining, resets_at";

  private static final String INSERT =
      "INSERT INTO quota_reading (at, vendor, account, name, used_percent, remaining, resets_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id";

  private static final String NEWEST =
      "SELECT "
          + COLUMNS
          + " FROM quota_reading WHERE id IN"
          + " (SELECT max(id) FROM quota_reading GROUP BY vendor, account, name) ORDER BY id";

  private final Reads reads;
  private final Writer writer;

  QuotaTable(Reads reads, Writer writer) {
    this.reads = reads;
    this.writer = writer;
  }

  /** Keeps what was read at one time; gives it back with its numbers. */
  List<QuotaReading> keep(Instant at, String vendor, String account, List<QuotaWindow> windows) {
    var kept = new ArrayList<QuotaReading>();
    writer
        .submit(transaction -> {
          kept.clear();
          for (QuotaWindow window : windows) {
            kept.add(insert(transaction, new QuotaReading(0, at, vendor, account, window)));
          }
        })
        .await();
    return List.copyOf(kept);
  }

  private static QuotaReading insert(Transaction transaction, QuotaReading reading)
      throws SQLException {
    PreparedStatement row = transaction.statement(INSERT);
    QuotaWindow window = reading.window();
    row.setLong(1, reading.at().toEpochMilli());
    row.setString(2, Columns.cut(reading.vendor(), NAME));
    row.setString(3, Columns.cut(reading.account(), NAME));
    row.setString(4, Columns.cut(window.name(), NAME));
    row.setString(5, window.usedPercent().map(BigDecimal::toPlainString).orElse(""));
    row.setString(6, Columns.cut(window.remaining(), NAME));
    if (window.resetsAt().isPresent()) {
      row.setLong(7, window.resetsAt().get().toEpochMilli());
    } else {
      row.setNull(7, Types.INTEGER);
    }
    try (ResultSet id = row.executeQuery()) {
      return new QuotaReading(
          id.next() ? id.getLong(1) : 0, reading.at(), reading.vendor(), reading.account(), window);
    }
  }

  /** The newest reading of each window of each account. */
  List<QuotaReading> newest() {
    return reads.ask(connection -> new Sql().add(NEWEST).list(connection, QuotaTable::read));
  }

  /** What was read between two instants, the oldest first; empty names leave a question open. */
  List<QuotaReading> between(Instant from, Instant to, String vendor, String account) {
    var sql =
        new Sql()
            .add(
                "SELECT " + COLUMNS + " FROM quota_reading WHERE at >= ? AND at < ?",
                from.toEpochMilli(),
                to.toEpochMilli());
    if (!vendor.isEmpty()) {
      sql.add(" AND vendor = ?", vendor);
    }
    if (!account.isEmpty()) {
      sql.add(" AND account = ?", account);
    }
    sql.add(" ORDER BY at, id");
    return reads.ask(connection -> sql.list(connection, QuotaTable::read));
  }

  /** Forgets what was read before then, but for the newest reading of each window. */
  void forget(Instant before) {
    writer
        .submit(transaction -> {
          PreparedStatement old =
              transaction.statement(
                  "DELETE FROM quota_reading WHERE at < ? AND id NOT IN"
                      + " (SELECT max(id) FROM quota_reading GROUP BY vendor, account, name)");
          old.setLong(1, before.toEpochMilli());
          old.executeUpdate();
        })
        .await();
  }

  private static QuotaReading read(ResultSet row) throws SQLException {
    String used = row.getString(6);
    long resets = row.getLong(8);
    Optional<Instant> reset =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(resets));
    return new QuotaReading(
        row.getLong(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        new QuotaWindow(
            row.getString(5),
            used.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(used)),
            row.getString(7),
            reset));
  }
}
