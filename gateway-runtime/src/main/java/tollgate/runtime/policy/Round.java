package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.script.Said;
import tollgate.runtime.script.ScriptFailure;
import tollgate.runtime.script.ScriptHost;

/**
 * One go at asking policies, on a worker's thread. The call's thread may close it while that thread
 * is stuck: what comes later is thrown away.
 */
final class Round {

  private static final String IMPURE = "it gave two answers to the same facts";

  private final CallView view;
  private final Quarantine quarantine;
  private final List<Policy> policies;
  private final List<Opinion> opinions = new ArrayList<>();
  private final Combination combination;
  private boolean closed;

  /**
   * A round.
   *
   * @param policies whom to ask
   * @param combination of what was said already
   */
  Round(CallView view, Quarantine quarantine, List<Policy> policies, Combination combination) {
    this.view = view;
    this.quarantine = quarantine;
    this.policies = policies;
    this.combination = combination;
  }

  /** Asks one after the other, until one refuses the call or fails closed. */
  Void ask(ScriptHost.Desk desk) {
    for (Policy policy : policies) {
      long from = System.nanoTime();
      Opinion opinion = opinion(policy, desk, from);
      if (!add(opinion) || isLast(opinion)) {
        break;
      }
    }
    return null;
  }

  private Opinion opinion(Policy policy, ScriptHost.Desk desk, long from) {
    if (quarantine.holds(policy)) {
      return failed(policy, "it is in quarantine", from);
    }
    try {
      Said answer = desk.call(policy.script(), view);
      if (quarantine.doubts() && !answer.equals(desk.call(policy.script(), view))) {
        quarantine.strikeOut(policy, IMPURE);
        return failed(policy, policy.script().place() + ": " + IMPURE, from);
      }
      List<Verdict> verdicts = Vocabulary.readAll(answer);
      return new Opinion(policy, verdicts, "", System.nanoTime() - from);
    } catch (ScriptFailure failure) {
      strike(policy, failure);
      return failed(policy, failure.place() + ": " + failure.why(), from);
    } catch (IllegalArgumentException odd) {
      return failed(policy, policy.script().place() + ": " + odd.getMessage(), from);
    }
  }

  private void strike(Policy policy, ScriptFailure failure) {
    switch (failure.kind()) {
      case TIME, MEMORY, STATEMENTS -> quarantine.strike(policy, failure.why());
      case BROKEN, THREW, BUSY -> {} // wrong, and harmless to others
    }
  }

  private static Opinion failed(Policy policy, String why, long from) {
    return new Opinion(policy, List.of(), why, System.nanoTime() - from);
  }

  private synchronized boolean add(Opinion opinion) {
    if (closed) {
      return false;
    }
    opinions.add(opinion);
    if (opinion.policy().mode() == Mode.ENFORCE) {
      combination.add(opinion.policy().name(), opinion.verdicts());
      view.routed(combination.route());
    }
    return true;
  }

  private boolean isLast(Opinion opinion) {
    return combination.denial().isPresent() || failsClosed(opinion);
  }

  static boolean failsClosed(Opinion opinion) {
    return !opinion.failure().isEmpty()
        && opinion.policy().mode() == Mode.ENFORCE
        && !opinion.policy().failsOpen();
  }

  /** The worker does not listen: the policy it is at has failed. */
  synchronized void abandon(ScriptFailure failure) {
    Policy stuck = policies.get(opinions.size());
    quarantine.strikeOut(stuck, failure.why());
    String why = stuck.script().place() + ": " + failure.why();
    opinions.add(new Opinion(stuck, List.of(), why, 0));
    closed = true;
  }

  /** What was said. */
  synchronized List<Opinion> opinions() {
    return List.copyOf(opinions);
  }
}
