package tollgate.runtime.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Claim;

/**
 * A row as it is read back, as far as its cost and the roll-ups care.
 *
 * @param id the row's number
 * @param state where it stands
 * @param usage what is noted as used
 * @param bill what is charged; nothing while the call is open
 * @param hold what was held last
 * @param arrivedAt milliseconds
 * @param asked the model asked of the provider
 * @param caller who called
 * @param served who served
 * @param groups what else it counts under
 */
record FinalRow(
    long id,
    State state,
    Usage usage,
    Bill bill,
    Money hold,
    long arrivedAt,
    String asked,
    Entry.Caller caller,
    Entry.Served served,
    Groups groups) {

  /**
   * What a row counts under beside what the roll-ups divide by.
   *
   * @param model the model asked of the provider
   * @param tags the labels, a line each
   */
  record Groups(String model, String root, String lineage, String tags) {}

  /** The columns it is read from, after SELECT. */
  static final String COLUMNS =
      "id, state, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens,"
          + " cache_write_1h_tokens, reasoning_tokens, audio_in_tokens, audio_out_tokens,"
          + " cache_read_audio_tokens, image_in_tokens, image_out_tokens, provenance,"
          + " served_model, service_tier, region, searches, images, cost_status, cost_nanos,"
          + " price_key, charges, hold_nanos, arrived_at,"
          + " coalesce(nullif(routed_model, ''), requested_model), tool, instance, session, key_id,"
          + " provider, account, model, agent, parent_agent, last_result <> '', routed_model, root,"
          + " lineage, coalesce((SELECT group_concat(key || '=' || value, char(10))"
          + " FROM json_each(tags)), '')";

  static FinalRow read(ResultSet row) throws SQLException {
    return new FinalRow(
        row.getLong(1),
        State.of(row.getString(2)),
        usage(row),
        new Bill(
            CostStatus.of(row.getString(20)),
            new Money(row.getLong(21)),
            row.getString(22),
            row.getString(23)),
        new Money(row.getLong(24)),
        row.getLong(25),
        row.getString(26),
        new Entry.Caller(
            row.getString(27),
            row.getString(28),
            row.getString(30),
            new Entry.Agent(
                row.getString(29), row.getString(34), row.getString(35), row.getBoolean(36))),
        new Entry.Served(row.getString(31), row.getString(32), row.getString(33)),
        new Groups(row.getString(37), row.getString(38), row.getString(39), row.getString(40)));
  }

  private static Usage usage(ResultSet row) throws SQLException {
    var tokens =
        new TokenCounts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            row.getLong(12),
            row.getLong(13));
    return new Usage(
        tokens,
        Provenance.valueOf(row.getString(14).toUpperCase(Locale.ROOT)),
        row.getString(15),
        row.getString(16),
        row.getString(17),
        row.getLong(18),
        row.getLong(19));
  }

  /** The same row under another model; an empty name changes nothing. */
  FinalRow withModel(String model) {
    var other = new Entry.Served(served.provider(), served.account(), model);
    return model.isEmpty()
        ? this
        : new FinalRow(id, state, usage, bill, hold, arrivedAt, asked, caller, other, groups);
  }

  /** The counters that the row moves. */
  Claim claim() {
    var axes = new HashMap<String, String>();
    axes.put(Axes.TOOL, caller.tool());
    axes.put(Axes.INSTANCE, caller.instance());
    axes.put(Axes.SESSION, caller.agent().session());
    axes.put(Axes.AGENT, caller.agent().name());
    axes.put(Axes.KEY, caller.keyId());
    axes.put(Axes.PROVIDER, served.provider());
    axes.put(Axes.MODEL, groups.model());
    axes.put(Axes.ROOT, groups.root());
    axes.put(Axes.LINEAGE, groups.lineage());
    groups
        .tags()
        .lines()
        .forEach(line -> {
          int end = line.indexOf('=');
          axes.put(Axes.TAG + line.substring(0, end), line.substring(end + 1));
        });
    return new Claim(Instant.ofEpochMilli(arrivedAt), axes, Amount.ZERO);
  }

  /** What the row counts for. */
  Amount amount() {
    return Amount.call(bill.amount(), usage.tokens().total());
  }

  /** What the row adds to the roll-ups as it stands. */
  Entry entry() {
    return entry(state, usage, bill);
  }

  /** What the row would add in another state. */
  Entry entry(State otherState, Usage otherUsage, Bill otherBill) {
    return new Entry(arrivedAt, caller, served, Sums.of(otherState, otherUsage, otherBill));
  }
}
