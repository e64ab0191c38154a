package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertTold;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/**
 * A provider that fails five times in a row is left alone, and then asked once. Each test leaves a
 * provider behind that is asked, but for the last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BreakerIT {
  private static final int FAILURES = 5;

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand =
        Stand.in(
            folder,
            settings ->
                settings
                    .set("upstream.max-retries", "0")
                    .set("upstream.breaker.half-open-after", "\"1s\""));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  private void fail(int times) throws Exception {
    stand.upstream().answers(Scripts.status(500, "broken"));
    for (int i = 0; i < times; i++) {
      assertEquals(500, stand.ask(Requests.messages("m")).status());
    }
  }

  @Test
  @Order(1)
  void opensAfterFiveFailuresProbesOnceAndCloses() throws Exception {
    fail(FAILURES);

    Answer refused = stand.ask(Requests.messages("m"));

    assertTold(refused, 503, "upstream.breaker_open");
    assertTrue(refused.first("retry-after").isPresent(), refused::toString);
    assertEquals(FAILURES, stand.upstream().received().size());
    assertEquals(1, stand.gateway().output().events("upstream.breaker_open").size());

    var answered = new CountDownLatch(1);
    stand
        .upstream()
        .answers((request, leg) -> {
          answered.await(10, TimeUnit.SECONDS);
          Scripts.recorded(Recording.MESSAGES_BODY).play(request, leg);
        });
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> probe = clients.submit(this::askUntilNotRefused);
      Eventually.holds("a probe", () -> stand.upstream().received().size() == FAILURES + 1);
      for (int i = 0; i < 10; i++) {
        assertEquals(503, stand.ask(Requests.messages("m")).status(), "beside the probe");
      }
      assertEquals(FAILURES + 1, stand.upstream().received().size());
      answered.countDown();
      assertEquals(200, probe.get(10, TimeUnit.SECONDS).status());
    }

    assertEquals(200, stand.ask(Requests.messages("m")).status());
    assertEquals(1, stand.gateway().output().events("upstream.breaker_reset").size());
  }

  private Answer askUntilNotRefused() throws Exception {
    return Eventually.found(
        "a call that is not refused",
        () -> Optional.of(stand.ask(Requests.messages("m"))).filter(a -> a.status() != 503));
  }

  @Test
  @Order(4)
  void aSuccessBetweenFailuresStartsTheCountAnew() throws Exception {
    fail(FAILURES - 1);
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
    assertEquals(200, stand.ask(Requests.messages("m")).status());

    fail(FAILURES - 1);

    assertEquals(500, stand.ask(Requests.messages("m")).status());
  }

  @Test
  @Order(2)
  void aClientThatLeavesIsNoFailure() throws Exception {
    stand.upstream().answers(Scripts.silence());
    for (int i = 0; i < 2 * FAILURES; i++) {
      String model = "left-" + i;
      try (RawClient client = stand.gateway().connect()) {
        client.send(Requests.messagesStream(model));
        Eventually.holds(
            "the call upstream",
            () -> !stand.upstream().received(call -> call.value("model").equals(model)).isEmpty());
      }
      assertEquals("aborted", stand.ledger().ended("requested_model", model).text("state"));
    }

    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
    assertEquals(200, stand.ask(Requests.messages("m")).status());
  }

  @Test
  @Order(3)
  void aRefusalOfTheProviderIsNoFailure() throws Exception {
    stand.upstream().answers(Scripts.status(429, "slow down"));
    for (int i = 0; i < 2 * FAILURES; i++) {
      assertEquals(429, stand.ask(Requests.messages("m")).status());
    }
  }
}
