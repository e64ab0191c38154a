package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

/** Gathers what is wrong with the settings, so that all of it is told at once. */
final class Findings {

  private final List<ProblemReport> problems = new ArrayList<>();
  private final List<ConfigWarning> warnings = new ArrayList<>();

  void problem(Problem problem, Origin origin, Object... values) {
    problems.add(problem.report(values).at(origin.where()));
  }

  void badValue(String path, Given given, String expected, String standard) {
    problem(
        SettingProblem.CONFIG_BAD_VALUE, given.origin(), path, given.text(), expected, standard);
  }

  void unknown(String name, Origin origin, Collection<String> known) {
    String hint = Nearest.to(name, known).map(near -> "Did you mean \"" + near + "\"? ").orElse("");
    problem(SettingProblem.CONFIG_UNKNOWN_SETTING, origin, name, hint);
  }

  void conflict(Origin origin, String what, String fix) {
    problem(SettingProblem.CONFIG_CONFLICT, origin, what, fix);
  }

  void warn(String path, Origin origin, String message) {
    warnings.add(new ConfigWarning(path, origin.where(), message));
  }

  List<ConfigWarning> warnings() {
    return warnings;
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /** Throws every problem found, if there is any. */
  void demandNone() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
