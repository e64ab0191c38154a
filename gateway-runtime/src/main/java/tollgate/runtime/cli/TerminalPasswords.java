package tollgate.runtime.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tollgate.runtime.problem.SettingProblem;

/** Asks a person twice, unseen, where there is one; else takes the first line of standard input. */
final class TerminalPasswords implements PasswordSource {

  @Override
  public String read(String prompt) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> typed(console, prompt))
        .orElseGet(TerminalPasswords::piped);
  }

  private static String typed(Console console, String prompt) {
    char[] first = console.readPassword("%s: ", prompt);
    char[] second = console.readPassword("%s, once more: ", prompt);
    if (!Arrays.equals(first, second)) {
      throw SettingProblem.CLI_USAGE.exception(
          "the two passwords are not the same.", "Run the command again.");
    }
    return first == null ? "" : new String(first);
  }

  private static String piped() {
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        throw SettingProblem.CLI_USAGE.exception(
            "no password came on standard input.",
            "Type it at a terminal, or write it as one line to the command's standard input.");
      }
      return line;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
