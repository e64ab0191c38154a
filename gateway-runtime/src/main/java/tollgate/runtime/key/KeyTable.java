package tollgate.runtime.key;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Transaction;

/** Reads and writes keys, and the audit of their changes. */
final class KeyTable {
  private static final int NAME = 128;

  /** A key with what it is found by. */
  record Row(String hash, ManagedKey key) {}

  private static final Columns<Row> KEY =
      new Columns<Row>()
          .text("id", NAME, row -> row.key.id())
          .text("hash", NAME, Row::hash)
          .text("prefix", NAME, row -> row.key.prefix())
          .text("name", NAME, row -> row.key.name())
          .number("created_at", row -> row.key.createdAt().toEpochMilli())
          .measured("expires_at", row -> millis(row.key.terms().expiresAt()));

  private static final String INSERT = KEY.insertInto("managed_key");

  private KeyTable() {}

  static void insert(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    KEY.bind(statement, 1, row);
    statement.executeUpdate();
    ManagedKey.Terms terms = row.key.terms();
    insertTerms(transaction, row.key.id(), "model", terms.models());
    insertTerms(transaction, row.key.id(), "provider", terms.providers());
    insertTerms(transaction, row.key.id(), "tag", terms.tags());
  }

  static void revoke(Transaction transaction, String id, Instant at) throws SQLException {
    change(transaction, "UPDATE managed_key SET revoked_at = ? WHERE id = ?", id, at);
  }

  static void touch(Transaction transaction, String id, Instant at) throws SQLException {
    change(transaction, "UPDATE managed_key SET last_used_at = ? WHERE id = ?", id, at);
  }

  /** Every key. */
  static List<Row> read(Connection connection) throws SQLException {
    Map<String, Map<String, Set<String>>> terms = readTerms(connection);
    var rows = new ArrayList<Row>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, hash, prefix, name, created_at, expires_at, revoked_at, last_used_at"
                    + " FROM managed_key")) {
      while (row.next()) {
        Map<String, Set<String>> own = terms.getOrDefault(row.getString(1), Map.of());
        rows.add(
            new Row(
                row.getString(2),
                new ManagedKey(
                    row.getString(1),
                    row.getString(3),
                    new ManagedKey.Terms(
                        row.getString(4),
                        instant(row, 6),
                        own.getOrDefault("model", Set.of()),
                        own.getOrDefault("provider", Set.of()),
                        own.getOrDefault("tag", Set.of())),
                    instant(row, 5),
                    instant(row, 7),
                    instant(row, 8))));
      }
    }
    return rows;
  }

  private static Map<String, Map<String, Set<String>>> readTerms(Connection connection)
      throws SQLException {
    var terms = new HashMap<String, Map<String, Set<String>>>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT key_id, kind, value FROM managed_key_term")) {
      while (row.next()) {
        terms
            .computeIfAbsent(row.getString(1), key -> new HashMap<>())
            .computeIfAbsent(row.getString(2), kind -> new HashSet<>())
            .add(row.getString(3));
      }
    }
    return terms;
  }

  private static void insertTerms(
      Transaction transaction, String id, String kind, Set<String> values) throws SQLException {
    PreparedStatement statement =
        transaction.statement(
            "INSERT INTO managed_key_term (key_id, kind, value) VALUES (?, ?, ?)");
    for (String value : values) {
      statement.setString(1, id);
      statement.setString(2, kind);
      statement.setString(3, value);
      statement.executeUpdate();
    }
  }

  private static void change(Transaction transaction, String sql, String id, Instant at)
      throws SQLException {
    PreparedStatement statement = transaction.statement(sql);
    statement.setLong(1, at.toEpochMilli());
    statement.setString(2, id);
    statement.executeUpdate();
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? ManagedKey.NEVER : Instant.ofEpochMilli(millis);
  }

  private static long millis(Instant at) {
    return at.equals(ManagedKey.NEVER) ? -1 : at.toEpochMilli();
  }
}
