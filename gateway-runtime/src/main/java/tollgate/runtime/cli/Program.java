package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.problem.ProblemException;

/** What the commands set in motion. A problem is thrown as a ProblemException. */
public interface Program {

  /**
   * Runs the gateway until it is told to end.
   *
   * @param out for the few lines a person wants to see; nothing is written there when a program
   *     reads the log
   * @return the exit code
   * @throws Exception for what nobody expected
   */
  int run(LoadedSettings settings, PrintWriter out) throws Exception;

  /** Where the keys of the gateway with these settings are made, listed and revoked. */
  KeyDesk keys(LoadedSettings settings);

  /** Where the admin API of the gateway with these settings is read and used. */
  AdminDesk admin(LoadedSettings settings);

  /** Where the costs of the gateway with these settings are worked out and proved. */
  CostDesk costs(LoadedSettings settings);

  /** What is typed or piped to the command, for secrets: they are no arguments. */
  default String input() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /**
   * Makes the archive from which the next starts take their classes.
   *
   * @param out where it is told what was made
   * @return the exit code
   */
  int archive(PrintWriter out) throws InterruptedException;

  /**
   * Told that the gateway is not run because its settings cannot be used, for whoever reads the
   * log; the person who gave the command is told in any case.
   */
  void refuse(ProblemException refused);

  /**
   * Shows what the gateway makes of a few calls, on a database of its own.
   *
   * @param flags settings from the command line: path to text
   * @param once whether to end after the table instead of staying up
   * @param out where the calls and the table are shown
   * @return the exit code
   * @throws Exception for what nobody expected
   */
  int demo(Map<String, String> flags, boolean once, PrintWriter out) throws Exception;
}
