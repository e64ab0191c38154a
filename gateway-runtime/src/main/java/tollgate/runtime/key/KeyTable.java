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

  /** A key with what it is found by, now and, where there is one, by its former secret. */
  record Row(String hash, String formerHash, ManagedKey key) {}

  private static final Columns<Row> KEY =
      new Columns<Row>()
          .text("id", NAME, row -> row.key.id())
          .text("hash", NAME, Row::hash)
          .text("prefix", NAME, row -> row.key.prefix())
          .number("created_at", row -> row.key.createdAt().toEpochMilli())
          .all(terms(), row -> row.key.terms());

  private static final Columns<ManagedKey.Terms> TERMS = terms();
  private static final String CHANGE =
      "UPDATE managed_key SET " + TERMS.assignments() + " WHERE id = ?";

  private static final String INSERT = KEY.insertInto("managed_key");

  private KeyTable() {}

  private static Columns<ManagedKey.Terms> terms() {
    return new Columns<ManagedKey.Terms>()
        .text("name", NAME, ManagedKey.Terms::name)
        .measured("expires_at", terms -> millis(terms.expiresAt()))
        .text("owner", NAME, terms -> terms.holder().owner())
        .text("team", NAME, terms -> terms.holder().team())
        .text("project", NAME, terms -> terms.holder().project());
  }

  static void insert(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    KEY.bind(statement, 1, row);
    statement.executeUpdate();
    insertTerms(transaction, row.key);
  }

  /** Puts other terms in the place of a key's. */
  static void change(Transaction transaction, ManagedKey key) throws SQLException {
    PreparedStatement statement = transaction.statement(CHANGE);
    int place = TERMS.bind(statement, 1, key.terms());
    statement.setString(place, key.id());
    statement.executeUpdate();
    PreparedStatement old = transaction.statement("DELETE FROM managed_key_term WHERE key_id = ?");
    old.setString(1, key.id());
    old.executeUpdate();
    insertTerms(transaction, key);
  }

  /** Gives a key another secret; the one it has becomes its former one. */
  static void rotate(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement =
        transaction.statement(
            "UPDATE managed_key SET former_hash = hash, former_until = ?, hash = ?, prefix = ?"
                + " WHERE id = ?");
    statement.setLong(1, row.key.formerUntil().toEpochMilli());
    statement.setString(2, row.hash);
    statement.setString(3, row.key.prefix());
    statement.setString(4, row.key.id());
    statement.executeUpdate();
  }

  private static void insertTerms(Transaction transaction, ManagedKey key) throws SQLException {
    ManagedKey.Terms terms = key.terms();
    insertTerms(transaction, key.id(), "model", terms.models());
    insertTerms(transaction, key.id(), "provider", terms.providers());
    insertTerms(transaction, key.id(), "account", terms.accounts());
    insertTerms(transaction, key.id(), "tag", terms.tags());
    insertTerms(transaction, key.id(), "limit", Set.copyOf(terms.limits().rows()));
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
                "SELECT id, hash, prefix, name, created_at, expires_at, revoked_at, last_used_at,"
                    + " owner, team, project, coalesce(former_hash, ''), former_until"
                    + " FROM managed_key")) {
      while (row.next()) {
        Map<String, Set<String>> own = terms.getOrDefault(row.getString(1), Map.of());
        rows.add(row(row, own));
      }
    }
    return rows;
  }

  private static Row row(ResultSet row, Map<String, Set<String>> own) throws SQLException {
    var terms =
        new ManagedKey.Terms(
            row.getString(4),
            instant(row, 6),
            own.getOrDefault("model", Set.of()),
            own.getOrDefault("provider", Set.of()),
            own.getOrDefault("account", Set.of()),
            own.getOrDefault("tag", Set.of()),
            new ManagedKey.Holder(row.getString(9), row.getString(10), row.getString(11)),
            KeyLimits.of(own.getOrDefault("limit", Set.of())));
    var key =
        new ManagedKey(
            row.getString(1),
            row.getString(3),
            terms,
            instant(row, 5),
            instant(row, 7),
            instant(row, 8),
            instant(row, 13));
    return new Row(row.getString(2), row.getString(12), key);
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
