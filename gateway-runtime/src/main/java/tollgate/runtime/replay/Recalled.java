package tollgate.runtime.replay;

import java.util.Optional;
import tollgate.runtime.policy.PastDecision;

/**
 * A row with the record of its decision.
 *
 * @param judged whether policies are asked about it; else only what it spent counts
 * @param decided the record, where there is one; empty where nobody is asked
 */
record Recalled(PastRow row, boolean judged, Optional<PastDecision> decided) {

  static Recalled of(PastRow row, long since) {
    boolean judged = row.arrivedAt() >= since;
    return new Recalled(row, judged, judged ? PastDecision.read(row.snapshot()) : Optional.empty());
  }
}
