package tollgate.runtime.problem;

import java.time.Duration;

/**
 * A problem that happened: what, where, how to fix.
 *
 * @param problem which one
 * @param what the sentence with its values
 * @param where the file and line, key, plugin or route; empty when the sentence says it
 * @param fix the remedy with its values
 * @param retryAfter how long to wait; zero where waiting does not help, or nobody knows how long
 */
public record ProblemReport(
    Problem problem, String what, String where, String fix, Duration retryAfter) {

  /** A problem that is none the smaller for waiting. */
  public ProblemReport(Problem problem, String what, String where, String fix) {
    this(problem, what, where, fix, Duration.ZERO);
  }

  /** The same, for which waiting so long helps. */
  public ProblemReport after(Duration wait) {
    return new ProblemReport(problem, what, where, fix, wait);
  }

  /** The same with its place. */
  public ProblemReport at(String place) {
    return new ProblemReport(problem, what, place, fix, retryAfter);
  }

  /** As a person reads it: the code, then what, where and fix on lines of their own. */
  public String render() {
    var text = new StringBuilder(problem.code()).append("\n  what   ").append(what);
    if (!where.isEmpty()) {
      text.append("\n  where  ").append(where);
    }
    if (!fix.isEmpty()) {
      text.append("\n  fix    ").append(fix);
    }
    return text.toString();
  }
}
