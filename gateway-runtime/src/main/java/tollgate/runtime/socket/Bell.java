package tollgate.runtime.socket;

import java.util.concurrent.TimeUnit;

/** Wakes the thread that serves a connection when there is something to look at. */
public final class Bell {

  /** A time that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  private int rings;

  /** Somebody has something; from any thread, never blocks. */
  public synchronized void ring() {
    rings++;
    notifyAll();
  }

  /** How often it rang; ask before looking around, so that no ring is missed. */
  public synchronized int rings() {
    return rings;
  }

  /**
   * Waits for a further ring.
   *
   * @param heard what {@link #rings} said before
   * @param end when to wait no longer, by {@link System#nanoTime}, or {@link #NEVER}
   * @throws SocketGone when the thread is interrupted: whatever it serves is to end
   */
  public void await(int heard, long end) throws SocketGone {
    try {
      rest(heard, end);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new SocketGone(asked);
    }
  }

  private synchronized void rest(int heard, long end) throws InterruptedException {
    while (rings == heard) {
      if (end == NEVER) {
        wait();
        continue;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
