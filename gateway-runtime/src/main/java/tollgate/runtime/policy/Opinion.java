package tollgate.runtime.policy;

import java.util.List;

/**
 * What one policy said of one call.
 *
 * @param policy which one
 * @param verdicts what it answered
 * @param failure why it answered nothing; empty when it did
 * @param nanos how long it took
 */
record Opinion(Policy policy, List<Verdict> verdicts, String failure, long nanos) {
  Opinion {
    verdicts = List.copyOf(verdicts);
  }
}
