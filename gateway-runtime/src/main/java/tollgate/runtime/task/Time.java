package tollgate.runtime.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock loops live by, pauses included, so that tests can turn it. */
public interface Time extends InstantSource {

  /** Waits. */
  void pause(Duration length) throws InterruptedException;

  /** The machine's own. */
  static Time system() {
    return new Time() {
      @Override
      public Instant instant() {
        return InstantSource.system().instant();
      }

      @Override
      public void pause(Duration length) throws InterruptedException {
        Thread.sleep(length);
      }
    };
  }
}
