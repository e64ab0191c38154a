package tollgate.runtime.ledger;

import tollgate.api.usage.Usage;
import tollgate.runtime.store.Columns;

/**
 * The row of a call that was turned away, written once.
 *
 * @param row what is known of the call
 * @param status the status the client got
 * @param fault the problem
 * @param endedAt when, in milliseconds
 */
record Turned(CallRow row, int status, Settlement.Fault fault, long endedAt) {

  /** How the row is written. */
  static final Columns<Turned> COLUMNS =
      new Columns<Turned>()
          .all(CallRow.COLUMNS, Turned::row)
          .number("ended_at", Turned::endedAt)
          .number("status", Turned::status)
          .number("cost_nanos", turned -> 0)
          .text("cost_status", CallRow.NAME, turned -> CostStatus.NONE.word())
          .number(
              "total_nanos",
              turned ->
                  nanosBetween(turned.row.opening().arrivedAt().toEpochMilli(), turned.endedAt))
          .text("error_code", CallRow.NAME, turned -> turned.fault.code())
          .text("error_message", CallRow.MESSAGE, turned -> turned.fault.message());

  /** What the row adds to the roll-ups. */
  Entry entry() {
    CallOpening opening = row.opening();
    return new Entry(
        opening.arrivedAt().toEpochMilli(),
        row.caller(),
        new Entry.Served(
            CallRow.clipped(opening.decided().provider()), "", CallRow.clipped(row.model())),
        Sums.of(State.REFUSED, Usage.UNKNOWN, Bill.NONE));
  }

  private static long nanosBetween(long fromMillis, long toMillis) {
    return Math.max(0, toMillis - fromMillis) * 1_000_000;
  }
}
