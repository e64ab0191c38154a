package tollgate.runtime.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something to read. All its statements see one and the same state of the database.
 *
 * @param <T> what is answered
 */
@FunctionalInterface
public interface Question<T> {

  /** Asks on a connection that can only read, and that is valid only inside this method. */
  T ask(Connection connection) throws SQLException;
}
