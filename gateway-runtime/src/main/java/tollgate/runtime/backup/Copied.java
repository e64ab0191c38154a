package tollgate.runtime.backup;

import java.io.IOException;
import java.nio.file.Path;
import tollgate.runtime.event.Progress;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.store.DatabaseCopy;

/** Copies a database and looks the copy over, which takes about as long; both are told of. */
final class Copied {
  private static final int HALF = 50;
  private static final int ALL = 100;

  private Copied() {}

  /** What was found in the copy, which is there then. */
  static LedgerCheck.Findings of(Path database, Path copy) throws IOException {
    Path made =
        Progress.part(
            0,
            HALF,
            () -> {
              DatabaseCopy.make(database, copy);
              return copy;
            });
    return Progress.part(HALF, ALL, () -> LedgerCheck.of(made));
  }
}
