package tollgate.runtime.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that one policy would have done. */
final class Tally {

  /** How many single calls are told of. */
  private static final int EXAMPLES = 20;

  /** How many different reasons are told apart. */
  private static final int REASONS = 100;

  /** A call that would have been refused, or may have been. */
  record Example(PastRow row, Effect effect, Known known) {}

  private final Counts all = new Counts();
  private final Map<String, Counts> tools = new TreeMap<>();
  private final Map<String, Counts> keys = new TreeMap<>();
  private final Map<List<String>, SessionTally> sessions = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private final Map<String, Long> uncertain = new TreeMap<>();
  private final List<Example> examples = new ArrayList<>();
  private long certain;
  private long bounded;
  private long unknowable;
  private long failed;
  private long stillRefused;
  private long released;
  private long refusedOtherwise;

  void refusedOtherwise() {
    refusedOtherwise++;
  }

  void add(PastRow row, Effect effect, Known known) {
    classify(effect, known);
    failed += known.failure().isEmpty() || !known.sought().isEmpty() ? 0 : 1;
    if (row.wasRefused()) {
      stillRefused += effect.blocked() == Sure.YES ? 1 : 0;
      released += effect.blocked() == Sure.NO ? 1 : 0;
      return;
    }
    all.add(row, effect);
    tools.computeIfAbsent(row.identity().tool(), name -> new Counts()).add(row, effect);
    keys.computeIfAbsent(row.keyName(), name -> new Counts()).add(row, effect);
    Axes axes = row.axes();
    if (axes.hasSession()) {
      sessions
          .computeIfAbsent(List.of(axes.tool(), axes.session()), id -> new SessionTally(axes))
          .add(row, effect);
    }
    if (effect.blocked() == Sure.YES) {
      String reason = reasons.size() < REASONS ? effect.reason() : "others";
      reasons.merge(reasons.containsKey(effect.reason()) ? effect.reason() : reason, 1L, Long::sum);
    }
    if (effect.blocked() != Sure.NO && examples.size() < EXAMPLES) {
      examples.add(new Example(row, effect, known));
    }
  }

  private void classify(Effect effect, Known known) {
    if (!known.sought().isEmpty()) {
      unknowable++;
      known.sought().forEach(fact -> unknown.merge(fact, 1L, Long::sum));
    } else if (known.uncertain().isEmpty() && !effect.isUnsure()) {
      certain++;
    } else {
      bounded++;
      known.uncertain().forEach(fact -> uncertain.merge(fact, 1L, Long::sum));
    }
  }

  Counts all() {
    return all;
  }

  Map<String, Counts> tools() {
    return tools;
  }

  Map<String, Counts> keys() {
    return keys;
  }

  List<SessionTally> sessions() {
    return List.copyOf(sessions.values());
  }

  Map<String, Long> reasons() {
    return reasons;
  }

  /** How many calls each fact that nobody knows made unknowable. */
  Map<String, Long> unknown() {
    return unknown;
  }

  /** How many calls read each fact of which only a range is known. */
  Map<String, Long> uncertain() {
    return uncertain;
  }

  List<Example> examples() {
    return examples;
  }

  long certain() {
    return certain;
  }

  long bounded() {
    return bounded;
  }

  long unknowable() {
    return unknowable;
  }

  long failed() {
    return failed;
  }

  /** Calls it refused then and would refuse again. */
  long stillRefused() {
    return stillRefused;
  }

  /** Calls it refused then and would let through. */
  long released() {
    return released;
  }

  /** Calls that were refused for another reason and so are not judged. */
  long countRefusedOtherwise() {
    return refusedOtherwise;
  }
}
