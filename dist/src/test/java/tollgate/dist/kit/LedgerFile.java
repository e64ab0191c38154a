package tollgate.dist.kit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The gateway's database as a file, read from outside while the gateway runs or after its end. */
public final class LedgerFile {

  /** One row, by column name; NULL is an absent value. */
  public record Row(Map<String, Optional<Object>> columns) {

    /** The column as text, empty for NULL. */
    public String text(String column) {
      return value(column).map(Object::toString).orElse("");
    }

    /** The column as a number, 0 for NULL. */
    public long number(String column) {
      return value(column).map(value -> ((Number) value).longValue()).orElse(0L);
    }

    /** Whether the column is NULL. */
    public boolean isNull(String column) {
      return value(column).isEmpty();
    }

    @Override
    public String toString() {
      var text = new StringJoiner(", ");
      columns.forEach((name, value) -> value.ifPresent(some -> text.add(name + "=" + some)));
      return text.toString();
    }

    private Optional<Object> value(String column) {
      Optional<Object> value = columns.get(column);
      if (value == null) {
        throw new IllegalArgumentException("No column " + column + " in " + columns.keySet());
      }
      return value;
    }
  }

  private final Path file;

  /** The database of that file. */
  public LedgerFile(Path file) {
    this.file = file;
  }

  /** Where it lies. */
  public Path path() {
    return file;
  }

  /** The rows of a question. */
  public List<Row> ask(String sql, Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement question = prepare(connection, sql, values);
        ResultSet answer = question.executeQuery()) {
      var rows = new ArrayList<Row>();
      while (answer.next()) {
        rows.add(row(answer));
      }
      return rows;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    connection.createStatement().execute("PRAGMA busy_timeout = 5000");
    PreparedStatement question = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      question.setObject(i + 1, values[i]);
    }
    return question;
  }

  private static Row row(ResultSet answer) throws SQLException {
    ResultSetMetaData meta = answer.getMetaData();
    var columns = new LinkedHashMap<String, Optional<Object>>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.put(meta.getColumnLabel(i), Optional.ofNullable(answer.getObject(i)));
    }
    return new Row(columns);
  }

  /** How many rows a table has. */
  public long count(String table) throws SQLException {
    return ask("SELECT count(*) AS n FROM " + table).getFirst().number("n");
  }

  /** The row of a call that has ended, by the id its reply carried. */
  public Row ended(String callId) throws Exception {
    return ended("call_id", callId);
  }

  /** The one row with that value in that column, once it is final. */
  public Row ended(String column, String value) throws Exception {
    return Eventually.found(
        "a final row whose " + column + " is " + value,
        () -> finalRows(column, value).stream().findFirst());
  }

  private List<Row> finalRows(String column, String value) throws SQLException {
    return ask(
        "SELECT * FROM call WHERE "
            + column
            + " = ? AND state NOT IN ('pending', 'dispatched', 'streaming')",
        value);
  }
}
