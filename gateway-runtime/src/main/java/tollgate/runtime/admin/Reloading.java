package tollgate.runtime.admin;

import java.util.List;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.problem.ProblemReport;

/** Reads anew what an operator can change in files, and puts it in force. */
public interface Reloading {

  /** Does it. What cannot be used is told, and what was in force before stays in its stead. */
  Reloaded reload();

  /**
   * What came of it.
   *
   * @param generation the number of the generation that is current now
   * @param restart the settings that were changed and come into force with the next start
   * @param problems what is wrong with the settings
   * @param findings what is wrong with the policies
   */
  record Reloaded(
      long generation, List<String> restart, List<ProblemReport> problems, List<Finding> findings) {

    /** What came of it never changes. */
    public Reloaded {
      restart = List.copyOf(restart);
      problems = List.copyOf(problems);
      findings = List.copyOf(findings);
    }
  }
}
