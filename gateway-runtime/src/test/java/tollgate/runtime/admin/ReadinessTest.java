package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.json.Json;
import tollgate.runtime.admin.Readiness.Check;
import tollgate.runtime.admin.Readiness.Finding;
import tollgate.runtime.admin.Readiness.Report;
import tollgate.runtime.admin.Readiness.Status;
import tollgate.runtime.task.LastTurn;
import tollgate.runtime.task.LoopState;

@Timeout(20)
class ReadinessTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  private Readiness over(Readiness.Look look, Duration limit) {
    return new Readiness(List.of(new Check("one", limit, look)), nanos::get);
  }

  private static String output(Report report, String check) {
    return report.checks().get(check) instanceof Json.Obj(var members)
            && members.get("output") instanceof Json.Text(var text)
        ? text
        : "";
  }

  @Test
  void aLookCountsForThreeSeconds() throws Exception {
    var readiness =
        over(
            () -> {
              looks.incrementAndGet();
              return new Finding(Status.PASS, Map.of());
            },
            Duration.ofSeconds(1));

    readiness.report();
    nanos.set(Duration.ofMillis(2_999).toNanos());
    readiness.report();
    assertEquals(1, looks.get());

    nanos.set(Duration.ofSeconds(3).toNanos());
    readiness.report();

    assertEquals(2, looks.get());
  }

  @Test
  void manyWhoAskAtOnceShareOneLook() throws Exception {
    var go = new CountDownLatch(1);
    var readiness =
        over(
            () -> {
              looks.incrementAndGet();
              go.await();
              return new Finding(Status.PASS, Map.of());
            },
            Duration.ofSeconds(1));
    var asking = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      asking.add(
          Thread.startVirtualThread(() -> {
            try {
              readiness.report();
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
          }));
    }
    go.countDown();
    for (Thread one : asking) {
      one.join();
    }

    assertEquals(1, looks.get());
  }

  @Test
  void aLookThatHangsFailsInTimeAndIsNotBegunAgain() throws Exception {
    var never = new CountDownLatch(1);
    var readiness =
        over(
            () -> {
              looks.incrementAndGet();
              never.await();
              return new Finding(Status.PASS, Map.of());
            },
            Duration.ofMillis(1));

    Report first = readiness.report();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    Report second = readiness.report();
    never.countDown();

    assertEquals(Status.FAIL, first.status());
    assertEquals("one check timed out after 1ms", output(first, "one"));
    assertEquals(Status.FAIL, second.status());
    assertEquals(1, looks.get());
  }

  @Test
  void whatThrowsFailsWithItsWords() throws Exception {
    Report report =
        over(
                () -> {
                  throw new IllegalStateException("the disk is gone");
                },
                Duration.ofSeconds(1))
            .report();

    assertEquals("java.lang.IllegalStateException: the disk is gone", output(report, "one"));
  }

  private static Report ready(
      Optional<Duration> prices, Map<String, ReadyChecks.Reached> providers, LoopState... loops)
      throws InterruptedException {
    var required = new LinkedHashMap<String, Supplier<ReadyChecks.Reached>>();
    providers.forEach((id, reached) -> required.put(id, () -> reached));
    var needs =
        new ReadyChecks.Needs(
            () -> {}, () -> prices, Duration.ofDays(1), required, () -> List.of(loops));
    Report report = new Readiness(ReadyChecks.of(needs), System::nanoTime).report();
    assertEquals(
        List.of(),
        ReadyChecks.SHAPE.misfits(
            Json.object(
                "status", report.status().word(), "checks", new Json.Obj(report.checks()))));
    return report;
  }

  private static LoopState loop(boolean alive, int failures) {
    return new LoopState("l", Duration.ofSeconds(1), alive, 9, failures, new LastTurn.Never());
  }

  @Test
  void stalePricesWarnAndNeverFail() throws Exception {
    assertEquals(Status.PASS, ready(Optional.empty(), Map.of(), loop(true, 0)).status());
    assertEquals(Status.WARN, ready(Optional.of(Duration.ofDays(99)), Map.of()).status());
  }

  @Test
  void aRequiredProviderThatIsNotReachedFails() throws Exception {
    var down = Map.of("far", new ReadyChecks.Reached(false, "HTTP 503"));

    Report report = ready(Optional.empty(), down);

    assertEquals(Status.FAIL, report.status());
    assertEquals("HTTP 503", output(report, "upstream"));
    assertTrue(report.checks().get("upstream").toString().contains("far"));
  }

  @Test
  void aLoopThatFailedWarnsAndADeadOneFails() throws Exception {
    assertEquals(Status.WARN, ready(Optional.empty(), Map.of(), loop(true, 1)).status());
    assertEquals(Status.FAIL, ready(Optional.empty(), Map.of(), loop(true, 5)).status());
    assertEquals(Status.FAIL, ready(Optional.empty(), Map.of(), loop(false, 0)).status());
  }
}
