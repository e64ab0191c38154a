package tollgate.dist.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes down how the calls of a run go; counts only those that were due while it counts. */
final class Book implements Caller.Observer {

  /** What a load does with a connection that is free again. */
  @FunctionalInterface
  interface Next {
    void free(Caller caller, long now) throws IOException;
  }

  private final Next next;
  private final Map<String, Integer> failures = new TreeMap<>();
  private Samples latency = new Samples();
  private Samples firstByte = new Samples();
  private Samples eventDelay = new Samples();
  private long countsFrom = Long.MAX_VALUE;
  private long replies;
  private long ended;
  private long errors;

  Book(Next next) {
    this.next = next;
  }

  /** Counts from now on; errors always count. */
  void countFrom(long now) {
    countsFrom = now;
  }

  /** Calls that have ended, well or not. */
  long ended() {
    return ended;
  }

  /** What went wrong, by kind. */
  Map<String, Integer> failures() {
    return failures;
  }

  Outcome outcome(double seconds) {
    return new Outcome(latency, firstByte, eventDelay, replies, errors, seconds);
  }

  @Override
  public void replied(Caller caller, long dueAt, long now) throws IOException {
    ended++;
    if (dueAt - countsFrom >= 0) {
      replies++;
      latency.add(now - dueAt);
    }
    next.free(caller, now);
  }

  @Override
  public void begun(long dueAt, long now) {
    if (dueAt - countsFrom >= 0) {
      firstByte.add(now - dueAt);
    }
  }

  @Override
  public void event(long sentAt, long now) {
    if (sentAt - countsFrom >= 0) {
      eventDelay.add(now - sentAt);
    }
  }

  @Override
  public void failed(Caller caller, String why) {
    ended++;
    errors++;
    failures.merge(why, 1, Integer::sum);
  }
}
