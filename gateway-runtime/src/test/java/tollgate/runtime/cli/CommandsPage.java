package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.problem.ProblemException;

/** Writes {@code docs/reference/commands.md}. */
public final class CommandsPage {

  private static final String INTRODUCTION =
      """
      # Commands

      Each command prints its page below with `--help`. Problems are told on standard error as what, where and fix.
      """;

  private CommandsPage() {}

  /** The whole page. */
  public static String render() {
    var shell =
        new CommandShell(
            new NoProgram(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()));
    var page = new StringBuilder(INTRODUCTION);
    section(page, "tollgate", shell.help());
    shell.names().forEach(name -> section(page, "tollgate " + name, shell.help(name.split(" "))));
    return page.toString();
  }

  private static void section(StringBuilder page, String name, String help) {
    page.append("\n## `").append(name).append("`\n\n```text\n");
    page.append(help.replace("\r\n", "\n").stripTrailing()).append("\n```\n");
  }

  /** Sets nothing in motion. */
  static class NoProgram implements Program {
    @Override
    public int run(LoadedSettings settings, PrintWriter out) {
      throw new AssertionError("help runs nothing");
    }

    @Override
    public KeyDesk keys(LoadedSettings settings) {
      throw new AssertionError("help runs nothing");
    }

    @Override
    public int archive(PrintWriter out) {
      throw new AssertionError("help runs nothing");
    }

    @Override
    public AdminDesk admin(LoadedSettings settings) {
      throw new AssertionError("help runs nothing");
    }

    @Override
    public CostDesk costs(LoadedSettings settings) {
      throw new AssertionError("nobody asked for costs");
    }

    @Override
    public void refuse(ProblemException refused) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int demo(Map<String, String> flags, boolean once, PrintWriter out) {
      throw new AssertionError("help runs nothing");
    }
  }
}
