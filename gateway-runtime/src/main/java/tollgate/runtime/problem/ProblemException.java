package tollgate.runtime.problem;

import java.util.List;
import java.util.stream.Collectors;

/** One or more problems that stop what was being done. Carries no stack trace worth showing. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ProblemReport> reports;

  /** A single problem. */
  public ProblemException(ProblemReport report) {
    this(List.of(report));
  }

  /** All problems of one attempt, reported together. */
  public ProblemException(List<ProblemReport> reports) {
    super(reports.stream().map(ProblemReport::render).collect(Collectors.joining("\n")));
    this.reports = List.copyOf(reports);
  }

  /** A single problem with the exception that showed it. */
  public ProblemException(ProblemReport report, Throwable cause) {
    super(report.render(), cause);
    this.reports = List.of(report);
  }

  /** The first problem, or the only one. */
  public ProblemReport report() {
    return reports.getFirst();
  }

  /** Every problem found. */
  public List<ProblemReport> reports() {
    return reports;
  }
}
