package tollgate.runtime.cli;

/** Where a command has a password from; never from its arguments, which every process can see. */
@FunctionalInterface
interface PasswordSource {

  /**
   * A new password.
   *
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE when none comes
   */
  String read(String prompt);
}
