package tollgate.runtime.store;

import java.sql.SQLException;

/**
 * Something that many works of one transaction add to and that is written together, before the
 * commit at the latest: sums, for example. Forgotten when the transaction is undone.
 */
public interface Deferred {

  /** Writes what was gathered so far and forgets it. */
  void write(Transaction transaction) throws SQLException;
}
