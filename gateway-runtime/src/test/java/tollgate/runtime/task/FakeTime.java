package tollgate.runtime.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until a test turns it; whoever pauses wakes when his time has come. */
public final class FakeTime implements Time {

  private final List<Instant> alarms = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void pause(Duration length) throws InterruptedException {
    Instant alarm = now.plus(length);
    pauses.add(length);
    alarms.add(alarm);
    notifyAll();
    try {
      while (now.isBefore(alarm)) {
        wait();
      }
    } finally {
      alarms.remove(alarm);
    }
  }

  /** Turns the clock once so many others pause, so that none of them misses it. */
  public synchronized void advanceWhenPaused(int sleepers, Duration by)
      throws InterruptedException {
    awaitPaused(sleepers);
    now = now.plus(by);
    alarms.removeIf(alarm -> !alarm.isAfter(now));
    notifyAll();
  }

  /** Waits until so many pause. */
  public synchronized void awaitPaused(int sleepers) throws InterruptedException {
    while (alarms.size() < sleepers) {
      wait();
    }
  }

  /** Every pause so far. */
  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
