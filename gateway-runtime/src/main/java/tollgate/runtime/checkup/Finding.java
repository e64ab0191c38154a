package tollgate.runtime.checkup;

import tollgate.runtime.problem.ProblemReport;

/**
 * What a look found.
 *
 * @param what in a sentence
 * @param where the file, address or setting it is about; empty where the sentence says it
 * @param fix what to do; empty where there is nothing to do
 */
public record Finding(Mark mark, String what, String where, String fix) {

  static Finding pass(String what) {
    return new Finding(Mark.PASS, what, "", "");
  }

  static Finding skipped(String what) {
    return new Finding(Mark.SKIPPED, what, "", "");
  }

  static Finding warn(String what, String where, String fix) {
    return new Finding(Mark.WARN, what, where, fix);
  }

  static Finding fail(String what, String where, String fix) {
    return new Finding(Mark.FAIL, what, where, fix);
  }

  /** A problem as a failure. */
  public static Finding of(ProblemReport report) {
    return fail(report.what(), report.where(), report.fix());
  }
}
