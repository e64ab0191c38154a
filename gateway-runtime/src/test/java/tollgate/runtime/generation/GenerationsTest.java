package tollgate.runtime.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.event.RecordedEvents;

class GenerationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final Queue<Runnable> janitor = new ArrayDeque<>();
  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stopListening() {
    events.close();
  }

  /** A generation made of parts. */
  private record Made(List<Part> parts) {
    static Made of(Part... parts) {
      return new Made(List.of(parts));
    }
  }

  private Generations<Made> begin(Made first) {
    return new Generations<>(
        first,
        Made::parts,
        made -> Map.of("parts", "" + made.parts().size()),
        janitor::add,
        InstantSource.fixed(NOW));
  }

  private void sweep() {
    while (!janitor.isEmpty()) {
      janitor.remove().run();
    }
  }

  @Test
  void closesWhatNobodyPinsAfterASwap() {
    Part old = new Part();
    Made first = Made.of(old);
    var generations = begin(first);
    Made second = Made.of(new Part());

    assertTrue(generations.swap(first, second));

    assertEquals(0, old.closes(), "the swapping thread closes nothing itself");
    sweep();
    assertEquals(1, old.closes());
    assertEquals(0, second.parts().getFirst().closes());
    assertEquals(2, generations.number());
  }

  @Test
  void keepsWhatIsPinnedUntilTheLastPinIsReleased() {
    Part old = new Part();
    Made first = Made.of(old);
    var generations = begin(first);
    Pin<Made> one = generations.pin();
    Pin<Made> two = generations.pin();
    generations.swap(first, Made.of());

    one.close();
    sweep();
    assertEquals(0, old.closes());
    assertEquals(first, two.value(), "a pin keeps its generation");
    two.close();
    sweep();
    assertEquals(1, old.closes());
  }

  @Test
  void countsAPinOnce() {
    Part old = new Part();
    Made first = Made.of(old);
    var generations = begin(first);
    Pin<Made> clumsy = generations.pin();
    Pin<Made> other = generations.pin();
    generations.swap(first, Made.of());

    clumsy.close();
    clumsy.close();
    sweep();

    assertEquals(0, old.closes());
    other.close();
    sweep();
    assertEquals(1, old.closes());
  }

  @Test
  void keepsWhatALaterGenerationShares() {
    Part shared = new Part();
    Made first = Made.of(shared, new Part());
    Made second = Made.of(shared);
    var generations = begin(first);

    generations.swap(first, second);
    sweep();
    assertEquals(0, shared.closes());
    generations.swap(second, Made.of());
    sweep();
    assertEquals(1, shared.closes());
  }

  @Test
  void keepsWhatAnEarlierGenerationStillUses() {
    Part shared = new Part();
    Made first = Made.of(shared);
    Made second = Made.of(shared, new Part());
    var generations = begin(first);
    Pin<Made> slow = generations.pin();
    generations.swap(first, second);
    generations.swap(second, Made.of());
    sweep();

    assertEquals(0, shared.closes(), "the slow call of the first generation still uses it");
    assertEquals(1, second.parts().getLast().closes());
    slow.close();
    sweep();
    assertEquals(1, shared.closes());
  }

  @Test
  void refusesACandidateBuiltFromAnOldGeneration() {
    Part kept = new Part();
    Made first = Made.of(kept);
    var generations = begin(first);
    Made winner = Made.of(kept);
    generations.swap(first, winner);
    Part fresh = new Part();

    assertFalse(generations.swap(first, Made.of(kept, fresh)));

    sweep();
    assertEquals(1, fresh.closes(), "what only the loser has is closed");
    assertEquals(0, kept.closes());
    assertEquals(2, generations.number());
  }

  @Test
  void closesTheOthersWhenOnePartFails() {
    Part failing = new Part();
    failing.whenClosed(() -> {
      throw new IllegalStateException("stuck");
    });
    Part other = new Part();
    Made first = Made.of(failing, other);
    var generations = begin(first);

    generations.swap(first, Made.of());
    sweep();

    assertEquals(1, other.closes());
    assertEquals(1, events.count(GatewayEvent.SHUTDOWN_ERROR));
    assertEquals(1, events.count(ChangeEvent.GENERATION_RETIRED));
  }

  @Test
  void closesPartsInTheirOrder() {
    var order = new ArrayList<Integer>();
    var parts = new ArrayList<Part>();
    for (int i = 0; i < 20; i++) {
      int place = i;
      var part = new Part();
      part.whenClosed(() -> order.add(place));
      parts.add(part);
    }
    Made first = new Made(List.copyOf(parts));
    var generations = begin(first);

    generations.swap(first, Made.of(parts.get(7)));
    sweep();

    assertEquals(IntStream.range(0, 20).filter(i -> i != 7).boxed().toList(), order);
  }

  @Test
  void closesWithoutAJanitorWhenHeHasGone() {
    Part last = new Part();
    Executor gone =
        work -> {
          throw new RejectedExecutionException("shut down");
        };
    var generations = new Generations<>(Made.of(last), Made::parts, gone, InstantSource.fixed(NOW));
    Pin<Made> straggler = generations.pin();
    generations.close();

    straggler.close();

    assertEquals(1, last.closes());
  }

  @Test
  void tellsHowEachGenerationIsDoing() {
    Made first = Made.of(new Part());
    Made second = Made.of(new Part(), new Part());
    var generations = begin(first);
    Pin<Made> slow = generations.pin();
    generations.swap(first, second);
    Pin<Made> pin = generations.pin();

    assertEquals(
        List.of(
            new GenerationState(2, NOW, 1, false, false, false, Map.of("parts", "2")),
            new GenerationState(1, NOW, 1, true, false, false, Map.of("parts", "1"))),
        generations.describe());
    slow.close();
    sweep();
    assertEquals(
        new GenerationState(1, NOW, 0, true, true, false, Map.of("parts", "1")),
        generations.describe().getLast());
    pin.close();
    assertEquals(1, first.parts().getFirst().closes());
  }

  @Test
  void remembersOnlyTheLastGenerations() {
    Made current = Made.of();
    var generations = begin(current);
    for (int i = 0; i < 40; i++) {
      Made next = Made.of(new Part());
      generations.swap(current, next);
      current = next;
      sweep();
    }

    assertEquals(17, generations.describe().size());
    assertEquals(41, generations.describe().getFirst().number());
  }

  @Test
  void takesNoPinsAfterItsEnd() {
    Part last = new Part();
    Made first = Made.of(last);
    var generations = begin(first);
    Pin<Made> running = generations.pin();

    generations.close();
    generations.close();

    assertThrows(IllegalStateException.class, generations::pin);
    assertFalse(generations.swap(first, Made.of()));
    sweep();
    assertEquals(0, last.closes());
    running.close();
    sweep();
    assertEquals(1, last.closes());
  }
}
