package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ClosingTest {

  @Test
  void waitsForAnEndThatComes() {
    var ended = new AtomicBoolean();

    assertTrue(Closing.within(Duration.ofSeconds(10), () -> ended.set(true)));
    assertTrue(ended.get());
  }

  @Test
  void leavesAnEndThatHangs() {
    var never = new CountDownLatch(1);

    assertFalse(Closing.within(Duration.ofMillis(20), () -> await(never)));
    never.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
