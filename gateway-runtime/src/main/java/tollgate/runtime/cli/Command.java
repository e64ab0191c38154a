package tollgate.runtime.cli;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes commands: what each is called, takes and does, and its page of help. */
final class Command {

  /** What a command does with what it was given. */
  @FunctionalInterface
  interface Action {
    int perform(ParseResult given) throws Exception;
  }

  private Command() {}

  static CommandSpec of(String name, HelpPage page, Action action, Consumer<CommandSpec> options) {
    var task = new Task(action);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(task).name(name);
    task.spec = spec;
    options.accept(spec);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this page.").build());
    page.attachTo(spec);
    return spec;
  }

  /** A command that only has others; by itself it is a wrong use that is answered with its page. */
  static CommandSpec ofFamily(String name, HelpPage page) {
    return of(
        name,
        page,
        given -> {
          var line = given.commandSpec().commandLine();
          line.usage(line.getErr());
          return ExitCodes.WRONG_USE;
        },
        spec -> {});
  }

  static OptionSpec switchOption(String name, String description) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build();
  }

  /** Joins an action to the command it belongs to. */
  private static final class Task implements Callable<Integer> {
    private final Action action;
    private CommandSpec spec = CommandSpec.create();

    Task(Action action) {
      this.action = action;
    }

    @Override
    public Integer call() throws Exception {
      return action.perform(spec.commandLine().getParseResult());
    }
  }
}
