package tollgate.runtime.policy;

import java.util.List;
import tollgate.runtime.script.Coverage;

/**
 * What came of a policy's cases.
 *
 * @param findings what is wrong with its file; nothing else was done then
 * @param results of each case
 * @param coverage which branches of its file the cases take, together
 */
public record Tested(List<Finding> findings, List<CaseResult> results, Coverage.Report coverage) {

  /** What came of it never changes. */
  public Tested {
    findings = List.copyOf(findings);
    results = List.copyOf(results);
  }

  /** Whether it can be used and passes. */
  public boolean passed() {
    return findings.isEmpty() && results.stream().allMatch(CaseResult::passed);
  }
}
