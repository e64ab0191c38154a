package tollgate.runtime.budget;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A claim that waits for its turn. Whoever makes room answers it under the till's lock and wakes
 * its thread alone, so that no wake-up is lost and nobody wakes for nothing.
 */
final class Waiter {
  private final Claim claim;
  private final List<Demand> demands;
  private final Thread thread = Thread.currentThread();
  private volatile Optional<Answer> answer = Optional.empty();

  Waiter(Claim claim, List<Demand> demands) {
    this.claim = claim;
    this.demands = demands;
  }

  Claim claim() {
    return claim;
  }

  List<Demand> demands() {
    return demands;
  }

  Optional<Answer> answer() {
    return answer;
  }

  void answer(Answer given) {
    answer = Optional.of(given);
    LockSupport.unpark(thread);
  }

  /** Waits for the answer, but not for ever; an interrupt ends it early and stays noted. */
  void await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (answer.isEmpty() && !thread.isInterrupted()) {
      long rest = end - System.nanoTime();
      if (rest <= 0) {
        return;
      }
      LockSupport.parkNanos(this, rest);
    }
  }
}
