package tollgate.runtime.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how many of something each client has at once, and says when it has enough. For any
 * thread.
 *
 * @param <K> what a client is known by
 */
final class Crowd<K> {
  private final int most;
  private final Map<K, Integer> counts = new ConcurrentHashMap<>();

  /** So many for each; 0 for any number. */
  Crowd(int most) {
    this.most = most;
  }

  /** Counts one more of a client, which is to {@link #leave} later; false where it has enough. */
  boolean enter(K client) {
    if (most == 0) {
      return true;
    }
    boolean[] entered = new boolean[1];
    counts.compute(
        client,
        (same, count) -> {
          int before = count == null ? 0 : count;
          entered[0] = before < most;
          return entered[0] ? Integer.valueOf(before + 1) : count;
        });
    return entered[0];
  }

  /** One that had entered is over. */
  void leave(K client) {
    counts.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
  }

  /** How many clients have any. */
  int clients() {
    return counts.size();
  }
}
