package tollgate.runtime.replay;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Many rows made of one, for measuring. */
final class Copied {

  private Copied() {}

  /** Copies the row 1 so many times, ten seconds apart, in sessions of a hundred. */
  static void rows(Path database, int times) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE TEMP TABLE one AS SELECT * FROM call WHERE id = 1");
      statement.execute("CREATE TEMP TABLE why AS SELECT * FROM decision WHERE call = 1");
      for (int i = 2; i <= times; i++) {
        statement.execute(
            "UPDATE one SET id = %d, call_id = 'c%d', arrived_at = arrived_at + 10000, ended_at = ended_at + 10000, session = 's%d'"
                .formatted(i, i, i / 100));
        statement.execute("INSERT INTO call SELECT * FROM one");
        statement.execute("UPDATE why SET call = " + i);
        statement.execute("INSERT INTO decision SELECT * FROM why");
      }
      connection.commit();
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
