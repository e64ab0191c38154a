package tollgate.runtime.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Adds up for how long nothing ran in this process, for want of a processor or for the garbage
 * collector: a thread that wishes to wake every millisecond notes how much later it did.
 */
final class Stalls implements AutoCloseable {
  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A late beat is no stall before it is so late. */
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicLong stalled = new AtomicLong();
  private final AtomicLong lastBeat = new AtomicLong(System.nanoTime());

  Stalls() {
    Thread.ofPlatform().daemon().name("beat").start(this::beat);
  }

  private void beat() {
    try {
      while (!over.await(BEAT_NANOS, TimeUnit.NANOSECONDS)) {
        long now = System.nanoTime();
        stalled.addAndGet(late(now));
        lastBeat.set(now);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private long late(long now) {
    long late = now - lastBeat.get() - BEAT_NANOS;
    return late < LATE_NANOS ? 0 : late;
  }

  /** All stalls until now, one that still lasts included. */
  Duration all() {
    return Duration.ofNanos(stalled.get() + late(System.nanoTime()));
  }

  @Override
  public void close() {
    over.countDown();
  }
}
