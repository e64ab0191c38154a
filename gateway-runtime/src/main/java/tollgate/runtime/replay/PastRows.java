package tollgate.runtime.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.ToolResults;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.State;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/** Reads rows in the order of arrival, a page at a time, so that no read lasts. */
final class PastRows {

  private static final long PAGE = 2_000;

  private static final String COLUMNS =
      "SELECT call.*, coalesce(snapshot, '') AS snapshot FROM call LEFT JOIN decision ON"
          + " decision.call = call.id WHERE ";

  private final Reads reads;

  /** The dialects seen so far: few, and each is checked when it is made. */
  private final Map<String, DialectId> dialects = new HashMap<>();

  private final long until;
  private long at;
  private long id;

  /** The rows from the one instant until before the other. */
  PastRows(Reads reads, Instant from, Instant until) {
    this.reads = reads;
    this.at = from.toEpochMilli();
    this.until = until.toEpochMilli();
  }

  /** How many there are in all. */
  static long count(Reads reads, Instant from, Instant until) {
    return reads.ask(connection ->
        new Sql()
            .add(
                "SELECT count(*) FROM call WHERE arrived_at >= ? AND arrived_at < ?",
                from.toEpochMilli(),
                until.toEpochMilli())
            .list(connection, row -> row.getLong(1))
            .getFirst());
  }

  /** The next ones; none at the end. */
  List<PastRow> next() {
    List<PastRow> page =
        reads.ask(connection ->
            new Sql()
                .add(COLUMNS + "(arrived_at, call.id) > (?, ?) AND arrived_at < ?", at, id, until)
                .add(" ORDER BY arrived_at, call.id LIMIT ?", PAGE)
                .list(connection, this::read));
    if (!page.isEmpty()) {
      at = page.getLast().arrivedAt();
      id = page.getLast().id();
    }
    return page;
  }

  private PastRow read(ResultSet row) throws SQLException {
    long ended = row.getLong("ended_at");
    return new PastRow(
        row.getLong("id"),
        row.getString("call_id"),
        State.of(row.getString("state")),
        row.getLong("arrived_at"),
        ended == 0 ? Long.MAX_VALUE : ended,
        identity(row),
        row.getString("key_id"),
        row.getString("key_name"),
        new PastRow.Request(
            dialects.computeIfAbsent(row.getString("dialect"), DialectId::new),
            row.getString("method"),
            row.getString("path"),
            row.getInt("streamed") == 1,
            new ToolResults(row.getInt("tool_results"), row.getString("last_result")),
            row.getString("requested_model")),
        new PastRow.Served(
            row.getString("provider"),
            row.getString("account"),
            row.getString("routed_model"),
            row.getString("model")),
        new PastRow.Paid(
            CostStatus.of(row.getString("cost_status")),
            row.getLong("cost_nanos"),
            row.getLong("hold_nanos"),
            usage(row),
            row.getString("charges")),
        row.getString("snapshot"));
  }

  private static Identity identity(ResultSet row) throws SQLException {
    return new Identity(
        row.getString("tool"),
        row.getString("tool_version"),
        Evidence.valueOf(row.getString("evidence").toUpperCase(Locale.ROOT)),
        row.getString("proof"),
        row.getString("instance"),
        row.getString("session"),
        row.getString("agent"),
        row.getString("parent_agent"));
  }

  private static Usage usage(ResultSet row) throws SQLException {
    var tokens =
        new TokenCounts(
            row.getLong("input_tokens"),
            row.getLong("output_tokens"),
            row.getLong("cache_read_tokens"),
            row.getLong("cache_write_5m_tokens"),
            row.getLong("cache_write_1h_tokens"),
            row.getLong("reasoning_tokens"),
            row.getLong("audio_in_tokens"),
            row.getLong("audio_out_tokens"),
            row.getLong("cache_read_audio_tokens"),
            row.getLong("image_in_tokens"),
            row.getLong("image_out_tokens"));
    return new Usage(
        tokens,
        Provenance.valueOf(row.getString("provenance").toUpperCase(Locale.ROOT)),
        row.getString("served_model"),
        row.getString("service_tier"),
        row.getString("region"),
        row.getLong("searches"),
        row.getLong("images"));
  }
}
