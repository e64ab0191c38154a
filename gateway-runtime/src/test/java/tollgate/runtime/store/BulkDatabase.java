package tollgate.runtime.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Fills a database faster than a gateway may: nothing is synced and nothing can be undone, so a
 * file that was not filled to the end is worth nothing. The schema is the product's, indexes
 * included.
 */
public final class BulkDatabase implements AutoCloseable {
  private static final List<String> HASTE =
      List.of(
          "journal_mode = OFF",
          "synchronous = OFF",
          "locking_mode = EXCLUSIVE",
          "cache_size = -1500000");

  private final Connection connection;
  private final Transaction transaction;

  private BulkDatabase(Connection connection) {
    this.connection = connection;
    this.transaction = new Transaction(connection);
  }

  /** Begins a file; there must be none. */
  public static BulkDatabase begin(Path file) throws SQLException {
    Database.open(StoreSettings.of(file), CommitWatch.NONE).close();
    Connection connection = Connections.changing(file).getConnection();
    try (Statement statement = connection.createStatement()) {
      for (String pragma : HASTE) {
        statement.execute("PRAGMA " + pragma);
      }
    }
    return new BulkDatabase(connection);
  }

  /** Writes in one transaction. */
  public void write(Work work) throws SQLException {
    transaction.begin();
    work.write(transaction);
    transaction.writeDeferred();
    transaction.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
