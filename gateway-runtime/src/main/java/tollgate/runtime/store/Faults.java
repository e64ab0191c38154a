package tollgate.runtime.store;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Reads SQLite's result codes (https://sqlite.org/rescode.html). */
final class Faults {
  private static final int BUSY = 5;
  private static final int TABLE_LOCKED = 6;
  private static final int CORRUPT = 11;
  private static final int NOT_A_DATABASE = 26;

  /**
   * Codes that blame the statement and not the world: ERROR, SCHEMA, TOOBIG, CONSTRAINT, MISMATCH,
   * MISUSE, RANGE. Trying again cannot help. Everything else (BUSY, FULL, IOERR …) may pass.
   */
  private static final Set<Integer> HOPELESS = Set.of(1, 17, 18, 19, 20, 21, 25);

  private Faults() {}

  /** Whether the same work may succeed later, unchanged. */
  static boolean mayPass(SQLException failure) {
    return !HOPELESS.contains(code(failure));
  }

  /** Whether the file itself is damaged. */
  static boolean isDamage(SQLException failure) {
    return code(failure) == CORRUPT || code(failure) == NOT_A_DATABASE;
  }

  /** Whether somebody else has what is needed. */
  static boolean isBusy(SQLException failure) {
    return code(failure) == BUSY || code(failure) == TABLE_LOCKED;
  }

  /** What SQLite said that made a library fail; empty where it was something else. */
  static Optional<SQLException> fault(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((outer, inner) -> inner);
  }

  /** What another thread threw. */
  static Throwable cause(ExecutionException carried) {
    return Objects.requireNonNullElse(carried.getCause(), carried);
  }

  /** What happened, in one line without a trace. */
  static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message.strip();
  }

  private static int code(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }
}
