package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Grant;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Transaction;

/** What was granted to caps, as the database keeps it. */
final class BudgetTable {

  /** As long as it takes: a name that is cut would be another one. */
  private static final int WHOLE = Integer.MAX_VALUE;

  /** No name has it in it. */
  private static final String BETWEEN = "\u001e";

  private static final Columns<Row> COLUMNS =
      new Columns<Row>()
          .text("kind", CallRow.NAME, row -> row.grant.kind().word())
          .text("cap", WHOLE, row -> row.grant.cap())
          .text("unit", CallRow.NAME, row -> CallRow.word(row.grant.unit()))
          .text("span", CallRow.NAME, row -> row.grant.counter().meter().span().words())
          .text("axes", WHOLE, row -> String.join(BETWEEN, row.grant.counter().meter().by()))
          .text("axis_values", WHOLE, row -> String.join(BETWEEN, row.grant.counter().values()))
          .number("window_from", row -> row.grant.counter().window())
          .text("parts", WHOLE, row -> text(row.grant.parts()))
          .measured("ends_at", row -> row.grant.ends().map(Instant::toEpochMilli).orElse(-1L))
          .number("made_at", row -> row.at.toEpochMilli())
          .text("actor", CallRow.NAME, Row::actor)
          .text("reason", CallRow.TEXT, Row::reason);

  private static final String INSERT = COLUMNS.insertInto("budget_change");

  private static final String IN_FORCE =
      "SELECT kind, cap, unit, span, axes, axis_values, window_from, parts FROM budget_change"
          + " WHERE ends_at IS NULL OR ends_at > ?";

  private BudgetTable() {}

  /**
   * A grant with its circumstances.
   *
   * @param at when it was made
   * @param actor who made it
   * @param reason why
   */
  record Row(Grant grant, Instant at, String actor, String reason) {}

  static void insert(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, row);
    statement.executeUpdate();
  }

  /** What has not ended by then. */
  static List<Grant> inForce(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_FORCE)) {
      return inForce(statement, now);
    }
  }

  /** The same as a transaction sees it. */
  static List<Grant> inForce(Transaction transaction, Instant now) throws SQLException {
    return inForce(transaction.statement(IN_FORCE), now);
  }

  private static List<Grant> inForce(PreparedStatement statement, Instant now) throws SQLException {
    var grants = new ArrayList<Grant>();
    statement.setLong(1, now.toEpochMilli());
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        grants.add(read(row));
      }
    }
    return grants;
  }

  private static Grant read(ResultSet row) throws SQLException {
    var meter = new Meter(names(row.getString(5)), Span.of(row.getString(4)));
    return new Grant(
        Grant.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
        row.getString(2),
        Unit.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
        new CounterKey(meter, names(row.getString(6)), row.getLong(7)),
        amounts(row.getString(8)));
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(BETWEEN, -1));
  }

  private static String text(Map<Long, Long> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(part -> part.getKey() + "=" + part.getValue())
            .collect(Collectors.joining(" "));
  }

  private static Map<Long, Long> amounts(String text) {
    var amounts = new HashMap<Long, Long>();
    for (String part : text.split(" ", -1)) {
      int equals = part.indexOf('=');
      amounts.put(
          Long.valueOf(part.substring(0, equals)), Long.valueOf(part.substring(equals + 1)));
    }
    return amounts;
  }
}
