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

/** Reads and writes people with what is kept of their passwords. */
final class PersonTable {
  private static final int NAME = 64;
  private static final int HASH = 256;

  /** A person with the hash of the password. */
  record Row(Person person, String hash) {

    Row with(Person other) {
      return new Row(other, hash);
    }

    /** Without the hash, so that it cannot slip into a log. */
    @Override
    public String toString() {
      return person.toString();
    }
  }

  private static final Columns<Row> COLUMNS =
      new Columns<Row>()
          .text("name", NAME, row -> row.person.name())
          .text("role", NAME, row -> row.person.role().word())
          .text("password", HASH, Row::hash)
          .number("created_at", row -> row.person.createdAt().toEpochMilli())
          .number("password_at", row -> row.person.passwordAt().toEpochMilli())
          .measured("last_login_at", row -> millis(row.person.lastLoginAt()));

  private static final String INSERT = COLUMNS.insertInto("person");
  private static final String UPDATE =
      "UPDATE person SET " + COLUMNS.assignments() + " WHERE name = ?";
  private static final String READ = "SELECT " + COLUMNS.list() + " FROM person";

  private PersonTable() {}

  static void insert(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, row);
    statement.executeUpdate();
  }

  static void update(Transaction transaction, Row row) throws SQLException {
    PreparedStatement statement = transaction.statement(UPDATE);
    int place = COLUMNS.bind(statement, 1, row);
    statement.setString(place, row.person.name());
    statement.executeUpdate();
  }

  static void delete(Transaction transaction, String name) throws SQLException {
    PreparedStatement statement = transaction.statement("DELETE FROM person WHERE name = ?");
    statement.setString(1, name);
    statement.executeUpdate();
  }

  /** Everybody. A role that this version does not know may see only. */
  static List<Row> read(Connection connection) throws SQLException {
    var rows = new ArrayList<Row>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        long login = row.getLong(6);
        Instant lastLogin = row.wasNull() ? Person.NEVER : Instant.ofEpochMilli(login);
        var person =
            new Person(
                row.getString(1),
                Role.of(row.getString(2)).orElse(Role.VIEWER),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                lastLogin);
        rows.add(new Row(person, row.getString(3)));
      }
    }
    return rows;
  }

  private static long millis(Instant at) {
    return at.equals(Person.NEVER) ? -1 : at.toEpochMilli();
  }
}
