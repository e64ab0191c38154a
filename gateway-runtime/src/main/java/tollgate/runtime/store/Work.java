package tollgate.runtime.store;

import java.sql.SQLException;

/**
 * Something to write. Runs on the writer's thread, in a transaction it shares with others, and may
 * run more than once: when a neighbour fails, everything is rolled back and done again. It must
 * therefore depend on nothing but the database and its own fixed values, and must not block.
 */
@FunctionalInterface
public interface Work {

  /** Writes. A failure undoes this work alone. */
  void write(Transaction transaction) throws SQLException;
}
