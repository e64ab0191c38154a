package tollgate.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * Another program's SQLite database, which is only read. Its rows are texts by the names of their
 * columns, whatever these are: what they mean is for others to say.
 */
public final class OtherDatabase implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final Connection connection;

  private OtherDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Whether a file begins like a database. */
  public static boolean isDatabase(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Opens one.
   *
   * @throws ProblemException with STORE_UNUSABLE
   */
  public static OtherDatabase open(Path file) {
    try {
      return new OtherDatabase(file, Connections.reading(file).getConnection());
    } catch (SQLException e) {
      throw refusal(file, e);
    }
  }

  /** Whether it has a table. */
  public boolean has(String table) {
    return !ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", table)
        .isEmpty();
  }

  /** How many rows a table has. */
  public long count(String table) {
    Map<String, String> row = ask("SELECT count(*) AS n FROM " + quoted(table)).getFirst();
    return Long.parseLong(row.getOrDefault("n", "0"));
  }

  /** Rows behind a place, in the order of their numbers; the number is the member rowid. */
  public List<Map<String, String>> rows(String table, long after, int limit) {
    return ask(
        "SELECT rowid AS rowid, * FROM "
            + quoted(table)
            + " WHERE rowid > ? ORDER BY rowid LIMIT ?",
        after,
        limit);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private List<Map<String, String>> ask(String sql, Object... places) {
    var rows = new ArrayList<Map<String, String>>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < places.length; i++) {
        statement.setObject(i + 1, places[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(read(row));
        }
      }
    } catch (SQLException e) {
      throw refusal(file, e);
    }
    return rows;
  }

  private static Map<String, String> read(ResultSet row) throws SQLException {
    var columns = new LinkedHashMap<String, String>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null) {
        columns.put(row.getMetaData().getColumnLabel(i), value);
      }
    }
    return columns;
  }

  private static ProblemException refusal(Path file, SQLException failure) {
    return new ProblemException(
        GatewayProblem.STORE_UNUSABLE.report(file, Faults.sentence(failure)), failure);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw refusal(file, e);
    }
  }
}
