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
public record Tested(List<Finding> findings, List<CaseResult> results, Branches coverage) {

  /**
   * A branch of a policy's file; line and column count from 1.
   *
   * @param what in words
   */
  public record Branch(int line, int column, String what) {}

  /**
   * The branches of a policy's file.
   *
   * @param taken how many were taken
   * @param all how many there are
   * @param missed those that were not, in their order
   */
  public record Branches(int taken, int all, List<Branch> missed) {

    /** None at all. */
    static final Branches NONE = new Branches(0, 0, List.of());

    /** Branches never change. */
    public Branches {
      missed = List.copyOf(missed);
    }

    static Branches of(Coverage.Report report) {
      return new Branches(
          report.taken(),
          report.all(),
          report.missed().stream()
              .map(one -> new Branch(one.line(), one.column(), one.what()))
              .toList());
    }
  }

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
