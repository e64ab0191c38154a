package tollgate.runtime.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Opens SQLite connections, each with what its task needs. Figures: docs/adr/0004. */
final class Connections {
  private static final int READER_WAITS_MILLIS = 2_000;

  /** Short: the writer keeps its work and tries again, and who waits for it is told. */
  private static final int WRITER_WAITS_MILLIS = 250;

  private Connections() {}

  /** Connections that cannot write. */
  static SQLiteDataSource reading(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(READER_WAITS_MILLIS);
    return source(file, config);
  }

  /** Connections to a file that nobody writes to meanwhile; they leave no trace beside it. */
  static SQLiteDataSource looking(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    SQLiteDataSource source = source(file, config);
    source.setUrl(
        "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1");
    return source;
  }

  /** Connections that make and change tables. */
  static SQLiteDataSource changing(Path file) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(WRITER_WAITS_MILLIS);
    return source(file, config);
  }

  /** The writer's connection. */
  static Connection writing(Path file, Durability durability) throws SQLException {
    Connection connection = changing(file).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = " + durability.synchronous());
    }
    return connection;
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    config.setGetGeneratedKeys(false); // nobody asks, and the driver would after every INSERT
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }
}
