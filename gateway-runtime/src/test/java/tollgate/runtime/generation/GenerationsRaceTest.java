package tollgate.runtime.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Many threads pin and unpin while others swap: no pin is ever on something closed. */
class GenerationsRaceTest {
  private static final int PINNERS = 4;
  private static final int SWAPPERS = 2;
  private static final int SWAPS = 2_000;

  private final ConcurrentLinkedQueue<Part> everyPart = new ConcurrentLinkedQueue<>();
  private final AtomicLong pins = new AtomicLong();
  private final Semaphore pinned = new Semaphore(0);

  private record Made(List<Part> parts) {}

  private Part part() {
    var part = new Part();
    everyPart.add(part);
    return part;
  }

  /** About half of what the current generation has, and something new. */
  private Made successor(Made current, SplittableRandom random) {
    var parts = new ArrayList<Part>();
    for (Part part : current.parts()) {
      if (random.nextBoolean()) {
        parts.add(part);
      }
    }
    parts.add(part());
    return new Made(List.copyOf(parts));
  }

  @RepeatedTest(3)
  @Timeout(120)
  void neverPinsWhatIsClosedAndClosesEverythingOnce() throws Exception {
    try (ExecutorService janitor = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(PINNERS + SWAPPERS)) {
      var generations =
          new Generations<>(
              new Made(List.of(part())), Made::parts, janitor, InstantSource.system());
      var start = new CountDownLatch(1);
      var swapping = new CountDownLatch(SWAPPERS);
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < PINNERS; i++) {
        var random = new SplittableRandom(i);
        work.add(threads.submit(() -> pinUntil(swapping, start, generations, random)));
      }
      for (int i = 0; i < SWAPPERS; i++) {
        var random = new SplittableRandom(100 + i);
        work.add(threads.submit(() -> swap(swapping, start, generations, random)));
      }
      start.countDown();
      for (Future<?> done : work) {
        done.get();
      }
      generations.close();
      janitor.shutdown();
      assertTrue(janitor.awaitTermination(60, TimeUnit.SECONDS));
    }

    assertTrue(pins.get() > SWAPS, "too few pins to prove anything: " + pins);
    assertEquals(SWAPS * SWAPPERS + 1, everyPart.size());
    assertEquals(
        List.of(),
        everyPart.stream().map(Part::closes).filter(closes -> closes != 1).toList(),
        "every part is closed once");
  }

  private Void pinUntil(
      CountDownLatch swapping,
      CountDownLatch start,
      Generations<Made> generations,
      SplittableRandom random)
      throws InterruptedException {
    start.await();
    var held = new ArrayList<Pin<Made>>();
    while (swapping.getCount() > 0) {
      Pin<Made> pin = generations.pin();
      pins.incrementAndGet();
      pinned.release();
      assertAlive(pin);
      held.add(pin);
      if (held.size() > random.nextInt(4)) {
        Pin<Made> released = held.remove(random.nextInt(held.size()));
        assertAlive(released);
        released.close();
      }
    }
    for (Pin<Made> pin : held) {
      assertAlive(pin);
      pin.close();
    }
    return null;
  }

  private static void assertAlive(Pin<Made> pin) {
    for (Part part : pin.value().parts()) {
      assertEquals(0, part.closes(), () -> "pinned and closed, in generation " + pin.number());
    }
  }

  private Void swap(
      CountDownLatch swapping,
      CountDownLatch start,
      Generations<Made> generations,
      SplittableRandom random)
      throws InterruptedException {
    start.await();
    try {
      for (int i = 0; i < SWAPS; i++) {
        pinned.acquire(); // a busy machine may not have begun to pin yet
        Made current = generations.current();
        Made candidate = successor(current, random);
        generations.swap(current, candidate); // the other swapper may have been first
      }
    } finally {
      swapping.countDown();
    }
    return null;
  }
}
