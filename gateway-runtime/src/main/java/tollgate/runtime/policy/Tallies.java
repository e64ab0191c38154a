package tollgate.runtime.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what policies did since the start, by their names. */
final class Tallies {

  private final Map<String, PolicyTally> tallies = new ConcurrentHashMap<>();

  void add(Opinion opinion) {
    of(opinion.policy().name()).add(opinion);
  }

  PolicyTally of(String policy) {
    return tallies.computeIfAbsent(policy, name -> new PolicyTally());
  }
}
