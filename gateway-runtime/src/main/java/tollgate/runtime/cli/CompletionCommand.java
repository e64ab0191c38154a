package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate completion} takes and prints. */
final class CompletionCommand {

  private CompletionCommand() {}

  static CommandSpec completion(PrintWriter out) {
    return Command.of(
        "completion",
        new HelpPage(
            "Prints the script by which a shell completes tollgate's command lines.",
            "tollgate completion bash|zsh|fish",
            List.of(
                new HelpPage.Example(
                    "source <(tollgate completion bash)", "For this shell; or in ~/.bashrc."),
                new HelpPage.Example(
                    "tollgate completion fish > ~/.config/fish/completions/tollgate.fish",
                    "For every fish."))),
        given -> print(given, out),
        spec ->
            spec.addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity("1")
                    .required(true)
                    .type(String.class)
                    .paramLabel("SHELL")
                    .completionCandidates(List.of("bash", "zsh", "fish"))
                    .description("bash, zsh or fish.")
                    .build()));
  }

  private static int print(ParseResult given, PrintWriter out) {
    String shell = given.matchedPositionalValue(0, "");
    String script = new Completion(given.commandSpec().root()).script(shell);
    if (script.isEmpty()) {
      throw SettingProblem.CLI_USAGE.exception(
          "there is no completion for " + shell + ".", "Give bash, zsh or fish.");
    }
    out.print(script);
    out.flush();
    return ExitCodes.DONE;
  }
}
