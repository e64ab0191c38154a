package tollgate.runtime.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.session.SessionBook;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/**
 * Every question over the ledger. Each blocks for one read of the database and may be asked from
 * any thread; each sees one state of it.
 *
 * <p>Sums are over calls that have ended, and every such call counts, those refused included. Lists
 * show running calls too.
 */
public final class LedgerReports implements LedgerView {
  private static final String TABLE =
      """
      SELECT tool, instance, model, count(*),
        sum(input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens
          + cache_write_1h_tokens + audio_in_tokens + audio_out_tokens),
        sum(cache_read_tokens), coalesce(sum(cost_nanos), 0), sum(cost_status = 'unpriced'),
        percentile_disc(total_nanos, 0.5), percentile_disc(first_byte_nanos, 0.5)
      FROM call
      WHERE arrived_at >= ? AND state NOT IN ('pending', 'dispatched', 'streaming')
      GROUP BY tool, instance, model
      ORDER BY tool, instance, model
      """;

  private static final String STATS =
      """
      SELECT coalesce(sum(calls), 0) + (SELECT count(*) FROM call WHERE %1$s),
        coalesce(sum(input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens
          + cache_write_1h_tokens + audio_in_tokens + audio_out_tokens), 0),
        coalesce(sum(cost_nanos), 0), coalesce(sum(unpriced), 0),
        min(coalesce(min(first_at), 9223372036854775807), (SELECT coalesce(min(arrived_at), 9223372036854775807) FROM call WHERE %1$s)),
        max(coalesce(max(last_at), 0), (SELECT coalesce(max(arrived_at), 0) FROM call WHERE %1$s))
      FROM lifetime WHERE kind = 'total'
      """
          .formatted("state IN ('pending', 'dispatched', 'streaming')");

  private final Reads reads;
  private final InstantSource clock;

  /** Reports over this database. */
  public LedgerReports(Reads reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
  }

  @Override
  public List<Total> totals(Slice slice, List<Axis> by) {
    return reads.ask(connection -> SumQuery.totals(connection, slice, by));
  }

  @Override
  public List<Point> series(Slice slice, Duration step, List<Axis> by) {
    return reads.ask(connection -> SumQuery.series(connection, slice, step, by));
  }

  @Override
  public List<Row> rows(Slice slice, String before, int limit) {
    return reads.ask(connection -> RowQuery.page(connection, slice, before, limit));
  }

  /** One call by its id, running or ended. */
  public Optional<Row> row(CallId call) {
    return reads.ask(connection -> RowQuery.one(connection, call.text()));
  }

  /** The tries of one call at upstreams, in order, with all their columns. */
  public List<Map<String, String>> attempts(CallId call) {
    return reads.ask(connection -> RowQuery.attempts(connection, call.text()));
  }

  /** Asks the least there is to ask; throws when the database cannot be read. */
  public void touch() {
    reads.ask(
        connection -> new Sql().add("SELECT 1").list(connection, row -> row.getInt(1)).getFirst());
  }

  /** Calls by tool, instance and model that arrived since then, with their middle times. */
  public List<ToolLine> toolTable(Instant from) {
    return reads.ask(connection ->
        new Sql().add(TABLE, from.toEpochMilli()).list(connection, LedgerReports::toolLine));
  }

  /** Everything there ever was in the shape {@code TotalStats}; running calls are counted. */
  public Json.Obj stats() {
    return reads.ask(
        connection -> new Sql().add(STATS).list(connection, LedgerReports::stats).getFirst());
  }

  /** What each key ever used, by its id. */
  Map<String, Total> everOfKeys() {
    return reads.ask(SumQuery::everOfKeys).stream()
        .collect(Collectors.toMap(total -> total.group().getFirst(), total -> total));
  }

  /** The shape {@code TotalStats}. */
  public Shape statsShape() {
    Shape count = Shape.whole();
    Shape instant = Shape.orNull(Shape.instant());
    return Shape.object(
        "total_requests", count,
        "total_tokens", count,
        "total_cost_usd", new Shape.Decimal(),
        "first_request_at", instant,
        "last_request_at", instant,
        "unpriced_requests", count);
  }

  /** Questions about stretches of time. */
  public PeriodReports periods() {
    return new PeriodReports(reads);
  }

  /** Ended calls with all that is kept of them. */
  public CallExport export() {
    return new CallExport(reads);
  }

  /** Questions about sessions. */
  public SessionReports sessions() {
    return new SessionReports(new SessionBook(reads, clock));
  }

  private static ToolLine toolLine(ResultSet row) throws SQLException {
    return new ToolLine(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        new Money(row.getLong(7)),
        row.getLong(8),
        Duration.ofNanos(row.getLong(9)),
        Duration.ofNanos(row.getLong(10)));
  }

  private static Json.Obj stats(ResultSet row) throws SQLException {
    long calls = row.getLong(1);
    return Json.object(
        "total_requests",
        calls,
        "total_tokens",
        row.getLong(2),
        "total_cost_usd",
        LogJson.usd(row.getLong(3)),
        "first_request_at",
        calls == 0 ? Json.NULL : Json.text(LogJson.instant(row.getLong(5))),
        "last_request_at",
        calls == 0 ? Json.NULL : Json.text(LogJson.instant(row.getLong(6))),
        "unpriced_requests",
        row.getLong(4));
  }
}
