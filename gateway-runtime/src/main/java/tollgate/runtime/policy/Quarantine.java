package tollgate.runtime.policy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;

/**
 * Sets policies aside that were cut off three times, or did not listen to that: they are not run
 * any more until an operator lets them, or their code changes. Whether calls go on without them is
 * each policy's own choice.
 */
final class Quarantine {

  private static final int STRIKES = 3;

  /** One answer of so many is asked for twice. */
  private static final int SAMPLE = 256;

  private final Map<String, Integer> strikes = new ConcurrentHashMap<>();
  private final AtomicLong answers = new AtomicLong();

  /** Whether this answer is to be asked for again, to see whether it is the same. */
  boolean doubts() {
    return answers.incrementAndGet() % SAMPLE == 0;
  }

  /** The policy was cut off. */
  void strike(Policy policy, String why) {
    strike(policy, why, 1);
  }

  /**
   * Once is enough: the policy did not even listen to being cut off and keeps a thread for itself,
   * or it gave two answers to the same facts, so that nobody could say why it decides as it does.
   */
  void strikeOut(Policy policy, String why) {
    strike(policy, why, STRIKES);
  }

  private void strike(Policy policy, String why, int times) {
    int now = strikes.merge(policy.id(), times, Integer::sum);
    if (now >= STRIKES && now - times < STRIKES) {
      Events.log(
          AccessEvent.POLICY_QUARANTINED,
          "policy",
          policy.name(),
          "reason",
          why,
          "times",
          now,
          "calls",
          policy.failsOpen() ? "go on without it" : "are refused");
    }
  }

  boolean holds(Policy policy) {
    return strikes.getOrDefault(policy.id(), 0) >= STRIKES;
  }

  /** Lets a policy run again; false when it was not held. */
  boolean release(Policy policy) {
    return strikes.getOrDefault(policy.id(), 0) >= STRIKES && strikes.remove(policy.id()) != null;
  }

  /** Forgets policies that are there no more. */
  void keep(Set<String> ids) {
    strikes.keySet().retainAll(ids);
  }
}
