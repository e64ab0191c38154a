package tollgate.runtime.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;

/**
 * A row as it is read back, as far as the roll-ups care.
 *
 * @param id the row's number
 * @param state where it stands
 * @param tokens what is noted as used
 * @param searches what is noted as searched
 * @param bill what is charged; nothing while the call is open
 * @param hold what was held last
 * @param arrivedAt milliseconds
 * @param caller who called
 * @param served who served
 */
record FinalRow(
    long id,
    State state,
    TokenCounts tokens,
    long searches,
    Bill bill,
    Money hold,
    long arrivedAt,
    Entry.Caller caller,
    Entry.Served served) {

  /** The columns it is read from, after SELECT. */
  static final String COLUMNS =
      "id, state, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens,"
          + " cache_write_1h_tokens, reasoning_tokens, audio_in_tokens, audio_out_tokens, searches,"
          + " cost_status, cost_nanos, hold_nanos, arrived_at, tool, instance, session, key_id,"
          + " provider, account, model, agent, parent_agent, last_result <> ''";

  static FinalRow read(ResultSet row) throws SQLException {
    return new FinalRow(
        row.getLong(1),
        State.of(row.getString(2)),
        new TokenCounts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10)),
        row.getLong(11),
        new Bill(CostStatus.of(row.getString(12)), new Money(row.getLong(13)), ""),
        new Money(row.getLong(14)),
        row.getLong(15),
        new Entry.Caller(
            row.getString(16),
            row.getString(17),
            row.getString(19),
            new Entry.Agent(
                row.getString(18), row.getString(23), row.getString(24), row.getBoolean(25))),
        new Entry.Served(row.getString(20), row.getString(21), row.getString(22)));
  }

  /** The same row under another model; an empty name changes nothing. */
  FinalRow withModel(String model) {
    var other = new Entry.Served(served.provider(), served.account(), model);
    return model.isEmpty()
        ? this
        : new FinalRow(id, state, tokens, searches, bill, hold, arrivedAt, caller, other);
  }

  /** What the row adds to the roll-ups as it stands. */
  Entry entry() {
    return entry(state, tokens, searches, bill);
  }

  /** What the row would add in another state. */
  Entry entry(State otherState, TokenCounts otherTokens, long otherSearches, Bill otherBill) {
    return new Entry(
        arrivedAt, caller, served, Sums.of(otherState, otherTokens, otherSearches, otherBill));
  }
}
