package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import tollgate.api.usage.Usage;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Transaction;

/**
 * A change of a final row. Both what stood there and what stands there now are kept, so that the
 * row as it was settled can always be told.
 *
 * @param before the row as it was
 * @param state the state it has now
 * @param usage the usage it has now
 * @param bill what is charged now
 * @param note who changed it and why
 */
record Revision(FinalRow before, State state, Usage usage, Bill bill, Note note) {

  /** Who changed a row, when and why. */
  record Note(long at, String actor, String reason) {}

  private static final Columns<Revision> COLUMNS =
      new Columns<Revision>()
          .number("call", revision -> revision.before.id())
          .number("at", revision -> revision.note.at())
          .text("actor", CallRow.NAME, revision -> revision.note.actor())
          .text("reason", CallRow.MESSAGE, revision -> revision.note.reason())
          .text("state_before", CallRow.NAME, revision -> revision.before.state().word())
          .text("state_after", CallRow.NAME, revision -> revision.state.word())
          .number("tokens_before", revision -> revision.before.usage().tokens().total())
          .number("tokens_after", revision -> revision.usage.tokens().total())
          .all(bill("before"), revision -> revision.before.bill())
          .all(bill("after"), Revision::bill);

  private static final String INSERT = COLUMNS.insertInto("call_revision");

  private static Columns<Bill> bill(String when) {
    return new Columns<Bill>()
        .measured("cost_" + when + "_nanos", Ending::costNanos)
        .text("cost_status_" + when, CallRow.NAME, bill -> bill.status().word())
        .text("price_key_" + when, CallRow.TEXT, Bill::priceKey)
        .text("charges_" + when, Ending.CHARGES, Bill::charges);
  }

  /** Keeps the revision and moves the roll-ups; the row itself was changed before. */
  void write(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, this);
    statement.executeUpdate();
    RollUps.of(transaction).add(before.entry().negated());
    RollUps.of(transaction)
        .add(before.withModel(CallRow.clipped(usage.servedModel())).entry(state, usage, bill));
  }
}
