package tollgate.runtime.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session did so far, kept in memory while it goes on. Calls that were turned away are no
 * part of it; those that failed or were aborted count, and do not repeat anything. Safe for any
 * thread.
 */
public final class Story {

  private final Map<String, Chain> chains = new HashMap<>();
  private long calls;
  private long steps;

  /** How many calls of an agent in a row went on from the same answer of a tool. */
  private record Chain(String result, int length) {

    private static final Chain NONE = new Chain("", 0);

    Chain then(String next) {
      if (next.isEmpty()) {
        return NONE;
      }
      return new Chain(next, next.equals(result) ? length + 1 : 1);
    }
  }

  /**
   * The newest answer of a tool that a call went on from.
   *
   * @param agent whose call
   * @param fingerprint tells it from others; empty for none
   */
  record Result(String agent, String fingerprint) {}

  Story(long calls, long steps, List<Result> newest) {
    this.calls = calls;
    this.steps = steps;
    newest.forEach(result -> chain(result.agent(), result.fingerprint()));
  }

  /** A session that did nothing yet. */
  public static Story begin() {
    return new Story(0, 0, List.of());
  }

  private void chain(String agent, String result) {
    chains.put(agent, chains.getOrDefault(agent, Chain.NONE).then(result));
  }

  /**
   * A call of the session has ended.
   *
   * @param agent whose; empty for the main one
   * @param result the answer of a tool it went on from; empty for none
   * @param well whether it neither failed nor was aborted
   */
  public synchronized void add(String agent, String result, boolean well) {
    calls++;
    steps += result.isEmpty() ? 0 : 1;
    if (well) {
      chain(agent, result);
    }
  }

  /** How many calls it made. */
  public synchronized long calls() {
    return calls;
  }

  /** How many of them went on from the answer of a tool. */
  public synchronized long steps() {
    return steps;
  }

  /** How many calls in a row went on from the same answer, of the agent that repeats most. */
  public synchronized int repetition() {
    return chains.values().stream().mapToInt(Chain::length).max().orElse(0);
  }
}
