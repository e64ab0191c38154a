package tollgate.runtime.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;

/**
 * Lets a question rest while somebody waits for the writer: a call that cannot be sent before its
 * row is durable comes before a page that takes a moment longer. SQLite asks every so many of its
 * steps, so a question rests in the midst of its work, with what it sees of the database unchanged.
 *
 * <p>It rests for so long altogether and no longer, so that questions end also where the writer is
 * never idle. Used by one question on one thread.
 */
final class GiveWay extends ProgressHandler {

  /**
   * They take less than a tenth of a millisecond, and being asked once for all of them is not felt.
   */
  static final int STEPS = 1_000;

  private static final long LOOK_NANOS = 50_000;
  private static final long MOST_AT_ONCE_NANOS = Duration.ofMillis(5).toNanos();
  private static final long MOST_NANOS = Duration.ofMillis(50).toNanos();

  private final BooleanSupplier hurry;
  private long rested;

  /**
   * For one question.
   *
   * @param hurry whether somebody waits for the writer
   */
  GiveWay(BooleanSupplier hurry) {
    this.hurry = hurry;
  }

  @Override
  protected int progress() {
    if (rested < MOST_NANOS && hurry.getAsBoolean()) {
      long begun = System.nanoTime();
      long took;
      do {
        LockSupport.parkNanos(this, LOOK_NANOS);
        took = System.nanoTime() - begun;
      } while (took < MOST_AT_ONCE_NANOS && hurry.getAsBoolean());
      rested += took;
    }
    return 0; // go on
  }
}
