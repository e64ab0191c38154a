package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tollgate.runtime.config.Nearest;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.problem.Source;

/** Says what went wrong and turns it into an exit code. */
final class Failures {

  private Failures() {}

  /** The command line itself is wrong. */
  static int wrongUse(ParameterException failure, String... arguments) {
    CommandLine command = failure.getCommandLine();
    String hint =
        failure instanceof UnmatchedArgumentException unmatched
            ? nearest(unmatched.getUnmatched().getFirst(), command)
                .map(near -> "Did you mean " + near + "? ")
                .orElse("")
            : "";
    return tell(
        List.of(
            SettingProblem.CLI_USAGE.report(
                failure.getMessage() + ".",
                hint + "See: " + command.getCommandSpec().qualifiedName() + " --help")),
        command.getErr());
  }

  private static Optional<String> nearest(String word, CommandLine command) {
    var known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    known.addAll(command.getSubcommands().keySet());
    return Nearest.to(word.replaceFirst("=.*", ""), known);
  }

  /** The command could not be done. Only what nobody expected is told with its stack trace. */
  static int failed(Exception failure, CommandLine command, ParseResult given) {
    PrintWriter err = command.getErr();
    if (failure instanceof ProblemException expected) {
      return tell(expected.reports(), err);
    }
    err.println(GatewayProblem.GATEWAY_FAILED.report(failure).render());
    failure.printStackTrace(err);
    err.flush();
    return ExitCodes.FAILED;
  }

  private static int tell(List<ProblemReport> reports, PrintWriter err) {
    reports.forEach(report -> err.println(report.render()));
    err.flush();
    boolean wrong =
        reports.stream()
            .map(report -> report.problem().source())
            .allMatch(source -> source == Source.OPERATOR || source == Source.CLIENT);
    return wrong ? ExitCodes.WRONG_USE : ExitCodes.FAILED;
  }
}
