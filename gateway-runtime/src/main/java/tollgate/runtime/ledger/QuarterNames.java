package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.runtime.store.Deferred;
import tollgate.runtime.store.Transaction;

/**
 * Notes in which quarter hours there are rows under names that the roll-ups do not add up by, so
 * that a list narrowed by one of them need not look at every call there ever was. Gathered for one
 * transaction: under load most calls say what their neighbours said.
 */
final class QuarterNames implements Deferred {

  /** A kind of name, and the expression over a row's columns that gives it. */
  private record Kind(String word, String column) {
    private String of(String rows) {
      return "SELECT '%s' AS kind, %s AS name, arrived_at / 900000 * 900000 AS quarter"
              .formatted(word, column)
          + rows
          + " AND "
          + column
          + " <> ''";
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("client", "(" + ClientName.SQL + ")"),
          new Kind("requested_model", "requested_model"),
          new Kind("dialect", "dialect"),
          new Kind("agent", "agent"),
          new Kind("status", "coalesce(cast(status AS TEXT), '')"));

  private static final String INSERT =
      "INSERT OR IGNORE INTO quarter_name (kind, name, quarter) VALUES (?, ?, ?)";

  private static final String INSERT_WRITTEN =
      "INSERT OR IGNORE INTO quarter_name (kind, name, quarter) "
          + ofRows(" FROM call WHERE id = ?1");

  private record Name(String kind, String name, long quarter) {}

  private final Set<Name> names = new LinkedHashSet<>();

  /** The names of a transaction. */
  static QuarterNames of(Transaction transaction) {
    return transaction.deferred(QuarterNames.class, QuarterNames::new);
  }

  /**
   * What rows are named by.
   *
   * @param rows FROM and WHERE
   */
  static String ofRows(String rows) {
    return KINDS.stream().map(kind -> kind.of(rows)).collect(Collectors.joining(" UNION ALL "));
  }

  /**
   * What a row is named by beside its caller; empty where it is not known.
   *
   * @param requested the model as the client named it
   * @param dialect the wire language
   * @param status the status the client got
   */
  record Words(String requested, String dialect, String status) {}

  /** Notes the names of a row that is being made final; a status below 1 is not known. */
  void add(CallRow row, int status) {
    CallOpening.What what = row.opening().what();
    var words =
        new Words(
            CallRow.clipped(what.requestedModel()),
            CallRow.clipped(what.dialect().value()),
            status > 0 ? Integer.toString(status) : "");
    add(row.caller(), words, Entry.quarterOf(row.opening().arrivedAt().toEpochMilli()));
  }

  void add(Entry.Caller caller, Words words, long quarter) {
    add("client", ClientName.of(caller), quarter);
    add("requested_model", words.requested(), quarter);
    add("dialect", words.dialect(), quarter);
    add("agent", caller.agent().name(), quarter);
    add("status", words.status(), quarter);
  }

  /** Notes the names of a row as it is written. */
  static void addWritten(Transaction transaction, long row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT_WRITTEN);
    statement.setLong(1, row);
    statement.executeUpdate();
  }

  private void add(String kind, String name, long quarter) {
    if (!name.isEmpty()) {
      names.add(new Name(kind, name, quarter));
    }
  }

  @Override
  public void write(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    for (Name name : names) {
      statement.setString(1, name.kind());
      statement.setString(2, name.name());
      statement.setLong(3, name.quarter());
      statement.executeUpdate();
    }
    names.clear();
  }
}
