package tollgate.runtime.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Retires slots while another thread takes pins on them as fast as it can, so that retiring falls
 * into every gap between the steps of taking a pin.
 */
class SlotRaceTest {
  private static final int SLOTS = 5_000;

  private final List<Slot<String>> slots =
      IntStream.range(0, SLOTS).mapToObj(i -> new Slot<>(i, "", Instant.EPOCH)).toList();

  /** How often somebody was told that a slot is retired and without pins. */
  private final AtomicIntegerArray drained = new AtomicIntegerArray(SLOTS);

  private final AtomicIntegerArray pinnedAfterwards = new AtomicIntegerArray(SLOTS);
  private volatile int pinned = -1;

  @Test
  void isDrainedOnceAndPinnedNeverAfterwards() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> pinning = threads.submit(this::pinEach);
      Future<?> retiring = threads.submit(this::retireEach);
      pinning.get(60, TimeUnit.SECONDS);
      retiring.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow(); // ends the loop on a slot whose retirement got lost
    }

    for (int i = 0; i < SLOTS; i++) {
      assertEquals(1, drained.get(i), "slot " + i + " drained so often");
      assertEquals(0, pinnedAfterwards.get(i), "slot " + i + " pinned after it was drained");
    }
  }

  private void pinEach() {
    for (int i = 0; i < SLOTS; i++) {
      Slot<String> slot = slots.get(i);
      while (slot.pin() && !Thread.currentThread().isInterrupted()) {
        pinned = i;
        pinnedAfterwards.addAndGet(i, drained.get(i));
        if (slot.unpin()) {
          drained.incrementAndGet(i);
        }
      }
    }
  }

  private void retireEach() {
    for (int i = 0; i < SLOTS; i++) {
      while (pinned < i && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      if (slots.get(i).retire()) {
        drained.incrementAndGet(i);
      }
    }
  }
}
