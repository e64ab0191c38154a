package tollgate.runtime.problem;

/**
 * A problem that happened: what, where, how to fix.
 *
 * @param problem which one
 * @param what the sentence with its values
 * @param where the file and line, key, plugin or route; empty when the sentence says it
 * @param fix the remedy with its values
 */
public record ProblemReport(Problem problem, String what, String where, String fix) {

  /** The same with its place. */
  public ProblemReport at(String place) {
    return new ProblemReport(problem, what, place, fix);
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
