package tollgate.runtime.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The writer's connection as a {@link Work} sees it. Valid only inside the method it was passed to.
 */
public final class Transaction {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<Class<?>, Deferred> deferred = new LinkedHashMap<>();

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * A statement, prepared once for the life of the connection. Bind every place anew; never close
   * it.
   *
   * @param sql constant text: each different one is kept for good
   */
  public PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  /** What this transaction gathers under a type; made by the first to ask. */
  public <D extends Deferred> D deferred(Class<D> type, Supplier<D> maker) {
    return type.cast(deferred.computeIfAbsent(type, t -> maker.get()));
  }

  void begin() throws SQLException {
    deferred.clear();
    statement("BEGIN IMMEDIATE").executeUpdate();
  }

  void writeDeferred() throws SQLException {
    for (Deferred gathered : deferred.values()) {
      gathered.write(this);
    }
  }

  void commit() throws SQLException {
    statement("COMMIT").executeUpdate();
  }

  /**
   * Undoes the transaction, unless SQLite did so by itself, as it does after a grave failure.
   * Forgets the statements as well: the driver's view of one that failed is not to be relied on.
   */
  void rollback() throws SQLException {
    deferred.clear();
    for (PreparedStatement known : statements.values()) {
      known.close();
    }
    statements.clear();
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      if (Faults.mayPass(e)) {
        throw e;
      }
      // "No transaction is active": there is nothing left to undo.
    }
  }
}
