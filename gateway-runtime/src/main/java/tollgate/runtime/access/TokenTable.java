package tollgate.runtime.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Transaction;

/** Reads and writes the tokens of programs. */
final class TokenTable {
  private static final int NAME = 64;

  /** A token with the hash it is found by. */
  record Row(String hash, ProgramToken token) {}

  private static final Columns<Row> COLUMNS =
      new Columns<Row>()
          .text("id", NAME, row -> row.token.id())
          .text("name", NAME, row -> row.token.name())
          .text("hash", NAME, Row::hash)
          .text("prefix", NAME, row -> row.token.prefix())
          .text("role", NAME, row -> row.token.role().word())
          .number("created_at", row -> row.token.createdAt().toEpochMilli())
          .measured("expires_at", row -> millis(row.token.expiresAt()))
          .measured("revoked_at", row -> millis(row.token.revokedAt()))
          .measured("last_used_at", row -> millis(row.token.lastUsedAt()));

  private static final String INSERT = COLUMNS.insertInto("program_token");
  private static final String READ = "SELECT " + COLUMNS.list() + " FROM program_token";

  private TokenTable() {}

  static void insert(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, row);
    statement.executeUpdate();
  }

  static void revoke(Transaction transaction, String id, Instant at) throws SQLException {
    note(transaction, "UPDATE program_token SET revoked_at = ? WHERE id = ?", id, at);
  }

  static void touch(Transaction transaction, String id, Instant at) throws SQLException {
    note(transaction, "UPDATE program_token SET last_used_at = ? WHERE id = ?", id, at);
  }

  private static void note(Transaction transaction, String sql, String id, Instant at)
      throws SQLException {
    PreparedStatement statement = transaction.statement(sql);
    statement.setLong(1, at.toEpochMilli());
    statement.setString(2, id);
    statement.executeUpdate();
  }

  /** Every token. A role that this version does not know may see only. */
  static List<Row> read(Connection connection) throws SQLException {
    var rows = new ArrayList<Row>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        var token =
            new ProgramToken(
                row.getString(1),
                row.getString(2),
                row.getString(4),
                Role.of(row.getString(5)).orElse(Role.VIEWER),
                instant(row, 6),
                instant(row, 7),
                instant(row, 8),
                instant(row, 9));
        rows.add(new Row(row.getString(3), token));
      }
    }
    return rows;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? ProgramToken.NEVER : Instant.ofEpochMilli(millis);
  }

  private static long millis(Instant at) {
    return at.equals(ProgramToken.NEVER) ? -1 : at.toEpochMilli();
  }
}
