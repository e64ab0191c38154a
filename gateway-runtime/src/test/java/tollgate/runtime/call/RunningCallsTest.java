package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.runtime.ledger.CallId;

@Timeout(30)
class RunningCallsTest {
  private final RunningCalls calls = new RunningCalls();

  private static RunningCall call(int number) {
    var arrival =
        Stages.arrival(FakeExchange.asking("/v1/talk", ""), new TalkDialect(), Stages.generation());
    return new RunningCall(
        new Arrival(
            new CallId(Stages.ID.substring(0, 25) + number),
            arrival.at(),
            arrival.nanos(),
            arrival.generation(),
            arrival.head(),
            arrival.credential(),
            arrival.peer(),
            arrival.dialect()));
  }

  @Test
  void listsCallsOldestFirstWhileTheyRun() {
    RunningCall second = call(2);
    RunningCall first = call(1);
    calls.enter(second);
    calls.enter(first);

    assertEquals(List.of(first, second), calls.list());
    calls.leave(first);
    assertEquals(Optional.empty(), calls.find(first.id().text()));
    assertEquals(Optional.of(second), calls.find(second.id().text()));
    assertEquals(1, calls.size());
  }

  @Test
  void aStoppedCallIsWokenOnce() {
    RunningCall call = call(1);
    var woken = new AtomicInteger();
    call.cancelBy(woken::incrementAndGet);

    call.stop();
    call.stop();
    call.clientLeft();

    assertEquals(1, woken.get());
    assertEquals(RunningCall.Ask.STOP, call.asked(), "the first word counts");
  }

  @Test
  void aCallThatWasStoppedBeforeItWaitedIsWokenAtOnce() {
    RunningCall call = call(1);
    var woken = new AtomicInteger();

    call.clientLeft();
    call.cancelBy(woken::incrementAndGet);

    assertEquals(1, woken.get());
    assertEquals(RunningCall.Ask.CLIENT_LEFT, call.asked());
  }

  @Test
  void waitsUntilTheLastOneHasLeft() throws Exception {
    RunningCall call = call(1);
    calls.enter(call);
    assertFalse(calls.awaitNone(Duration.ofMillis(1)));

    var waiting = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            waiting.complete(calls.awaitNone(Duration.ofSeconds(20)));
          } catch (InterruptedException stop) {
            waiting.completeExceptionally(stop);
          }
        });
    calls.leave(call);

    assertTrue(waiting.join());
  }
}
