package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait for running ones to end. */
@Timeout(20)
class WaitingTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Cap CAP = new Cap("purse", Meter.day(ZoneOffset.UTC), Unit.USD, 100, false);

  private final Till till = new Till(List.of());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static Claim claim(long nanos, Cap... caps) {
    return new Claim(NOON, Map.of(Axes.TOOL, "plow"), List.of(caps), new Amount(nanos, 0, 1));
  }

  private Lease first(long nanos) {
    for (Cap cap : List.of(CAP)) {
      CounterKey key = cap.meter().at(NOON);
      till.complete(till.ask(key, NOON, asked -> asked), Map.of());
    }
    return assertInstanceOf(Lease.class, till.admit(claim(nanos, CAP)));
  }

  /** A call that waits; returned once it stands in line. */
  private Future<Answer> waits(long nanos) {
    return waits(claim(nanos, CAP));
  }

  private Future<Answer> waits(Claim claim) {
    int before = till.waiting();
    Future<Answer> answer = threads.submit(() -> till.admit(claim, LONG));
    while (till.waiting() == before && !answer.isDone()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private static Lease lease(Future<Answer> answer) throws Exception {
    return assertInstanceOf(Lease.class, answer.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whoWaitsIsLetInWhenALeaseReturns() throws Exception {
    Lease running = first(100);
    Future<Answer> waiting = waits(80);

    running.settle(new Amount(20, 0, 1), () -> {});

    assertEquals(80, lease(waiting).hold().nanos());
    assertEquals(0, till.waiting());
  }

  private static Claim rather(long least, long enough) {
    Amount rather = new Amount(enough, 0, 1);
    return new Claim(
        NOON, Map.of(), List.of(CAP), new Amount(least, 0, 1), rather, rather.plus(rather));
  }

  @Test
  void whoWouldRatherHaveMoreThanItsLeastWaitsForIt() throws Exception {
    Lease running = first(60);
    Future<Answer> waiting = waits(rather(10, 50));

    running.settle(new Amount(50, 0, 1), () -> {});

    assertEquals(50, lease(waiting).hold().nanos());
  }

  @Test
  void whoWaitedForMoreThanItsLeastInVainIsLetInWithWhatThereIs() {
    first(60);

    Answer scarce = till.admit(rather(10, 50), Duration.ofMillis(1));

    assertEquals(40, assertInstanceOf(Lease.class, scarce).hold().nanos());
  }

  @Test
  void whoWaitsIsToldWhenItIsSpent() throws Exception {
    Lease running = first(100);
    Future<Answer> waiting = waits(80);

    running.settle(new Amount(21, 0, 1), () -> {});

    assertInstanceOf(Answer.Exhausted.class, waiting.get(10, TimeUnit.SECONDS));
  }

  @Test
  void aSmallerClaimDoesNotOvertakeTheOneThatCameFirst() throws Exception {
    Lease running = first(60);
    Future<Answer> large = waits(90);
    Future<Answer> small = waits(10); // would fit beside what runs

    assertEquals(2, till.waiting());
    running.release();

    lease(large);
    lease(small);
  }

  @Test
  void whoeverHasWaitedLongEnoughIsLetInOutOfTurnIfThereIsRoom() {
    first(60);
    var _ = waits(90);

    Answer small = till.admit(claim(10, CAP), Duration.ofMillis(1));

    assertInstanceOf(Lease.class, small);
  }

  @Test
  void whoStandsBehindOneThatGivesUpIsLetInAtOnce() throws Exception {
    first(60);
    Thread large = Thread.ofVirtual().start(() -> till.admit(claim(90, CAP), LONG));
    while (till.waiting() == 0) {
      Thread.onSpinWait();
    }
    Future<Answer> small = waits(10);

    large.interrupt();

    lease(small);
  }

  @Test
  void whoShareNoCapDoNotWaitForEachOther() {
    first(100);
    var _ = waits(50);
    Cap other = new Cap("other", Meter.of(new Span.Ever()), Unit.CONCURRENT, 5, false);

    assertInstanceOf(Lease.class, till.admit(claim(50, other)));
  }

  @Test
  void theWaitEnds() {
    first(100);

    Answer answer = till.admit(claim(50, CAP), Duration.ofMillis(1));

    assertInstanceOf(Answer.Contended.class, answer);
    assertEquals(0, till.waiting());
  }

  @Test
  void manyAreLetInInTheirOrderAndNobodyIsForgotten() throws Exception {
    Lease running = first(100);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    var all = new ArrayList<Future<?>>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      int before = till.waiting();
      all.add(
          threads.submit(() -> {
            var lease = (Lease) till.admit(claim(100, CAP), LONG);
            order.add(number);
            lease.release();
          }));
      while (till.waiting() == before) {
        Thread.onSpinWait();
      }
    }

    running.release();

    for (Future<?> one : all) {
      one.get(10, TimeUnit.SECONDS);
    }
    assertEquals(order.stream().sorted().toList(), order);
    assertEquals(0, till.leases());
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException, ExecutionException, TimeoutException {
    first(100);
    var answer = new CompletableFuture<Answer>();
    Thread waiting =
        Thread.ofVirtual().start(() -> answer.complete(till.admit(claim(50, CAP), LONG)));
    while (till.waiting() == 0) {
      Thread.onSpinWait();
    }

    waiting.interrupt();

    assertInstanceOf(Answer.Contended.class, answer.get(10, TimeUnit.SECONDS));
    assertTrue(till.waiting() == 0);
  }
}
