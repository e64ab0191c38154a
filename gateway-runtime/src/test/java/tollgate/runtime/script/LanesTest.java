package tollgate.runtime.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LanesTest {

  private final Lanes lanes = new Lanes(8, 2);

  /** Who got which task. */
  private record Taken(Thread worker, Task<?> task) {}

  private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    lanes.close();
  }

  /** A worker that takes one task after the other and does none of them. */
  private Thread worker() {
    Thread worker = Thread.ofPlatform().daemon().start(this::takeAll);
    awaitRest(worker);
    return worker;
  }

  private void takeAll() {
    try {
      for (Task<?> task = lanes.take(); task != null; task = lanes.take()) {
        taken.add(new Taken(Thread.currentThread(), task));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitRest(Thread worker) {
    while (worker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static Task<Boolean> task(String lane) {
    return new Task<>(lane, desk -> true);
  }

  @Test
  void whoWorkedLastIsWokenFirst() throws InterruptedException {
    worker();
    Thread last = worker();
    for (int i = 0; i < 5; i++) {
      lanes.offer(task("a" + i));
      assertSame(last, taken.take().worker());
      awaitRest(last);
    }
  }

  @Test
  void aTaskThatItsLaneHeldBackIsTakenWhenTheLaneIsFree() throws InterruptedException {
    worker();
    worker();
    var offered = new HashSet<Task<?>>();
    for (int i = 0; i < 4; i++) {
      Task<Boolean> next = task("a");
      offered.add(next);
      lanes.offer(next);
    }
    var got = new HashSet<Task<?>>();
    for (int i = 0; i < 4; i++) {
      Task<?> next = taken.take().task();
      got.add(next);
      lanes.done(next);
    }
    assertEquals(offered, got);
  }
}
