package tollgate.runtime.policy;

/**
 * What came of a case.
 *
 * @param name the case
 * @param problem what was otherwise than expected; empty when nothing was
 */
public record CaseResult(String name, String problem) {

  /** Whether it went as expected. */
  public boolean passed() {
    return problem.isEmpty();
  }
}
