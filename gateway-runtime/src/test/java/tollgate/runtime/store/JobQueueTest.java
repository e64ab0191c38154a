package tollgate.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final long LONG = Duration.ofDays(1).toNanos();

  private final JobQueue queue = new JobQueue();

  @Test
  void leavesALineNobodyWaitsInUntilItsFirstHasStoodThereLongEnough() {
    queue.add(job(false));

    assertFalse(queue.isDue(LONG));
    assertTrue(queue.isDue(0));
  }

  @Test
  void isDueAsSoonAsSomebodyInTheLineWaits() {
    queue.add(job(false));
    queue.add(job(true));

    assertTrue(queue.isDue(LONG));
    assertTrue(queue.hasUrgent());
  }

  @Test
  void leavesTheLineAloneForWhatStandsBesideIt() {
    queue.add(job(false));
    queue.addBeside(job(true));

    assertTrue(queue.hasUrgent());
    assertFalse(queue.isDue(LONG), "who stands beside the line does not wait for it");
    assertEquals(2, queue.size());
  }

  @Test
  void isNotDueWhileNobodyStandsInIt() {
    assertFalse(queue.isDue(0));
  }

  @Test
  void givesTheLineInItsOrderAndWhatStandsBesideApart() {
    Job first = job(false);
    Job second = job(true);
    Job beside = job(true);
    queue.add(first);
    queue.addBeside(beside);
    queue.add(second);
    List<Job> line = new ArrayList<>();
    List<Job> others = new ArrayList<>();

    queue.drainBesideTo(others, 10);
    queue.drainTo(line, 10);

    assertEquals(List.of(beside), others);
    assertEquals(List.of(first, second), line);
    assertFalse(queue.hasUrgent());
    assertEquals(0, queue.size());
  }

  @Test
  void givesNoMoreThanAskedFor() {
    queue.add(job(false));
    queue.add(job(false));
    List<Job> taken = new ArrayList<>();

    queue.drainTo(taken, 1);

    assertEquals(1, taken.size());
    assertEquals(1, queue.size());
  }

  private static Job job(boolean urgent) {
    return new Job(transaction -> {}, urgent, reason -> {}, new Ticket(new Patience()));
  }
}
