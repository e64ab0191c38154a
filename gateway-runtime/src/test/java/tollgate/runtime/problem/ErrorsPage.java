package tollgate.runtime.problem;

import static tollgate.runtime.MarkdownTable.code;

import java.util.Locale;
import tollgate.runtime.MarkdownTable;

/** Writes {@code docs/reference/errors.md}. */
public final class ErrorsPage {

  private static final String INTRODUCTION =
      """
      # Errors

      Every problem has a code that never changes its meaning. A client sees it in the error shape of its own wire language,
      with the status below or the one its tool obeys best; the log and the ledger carry the same code. On the command line
      a problem is three lines: what, where, fix. `{0}`, `{1}` … stand for what it was about.

      **Whose doing** it is: client, the request; policy, a key, cap or policy of the operator; operator, the settings or files;
      upstream, the provider; gateway, Tollgate itself or the machine under it.

      """;

  private ErrorsPage() {}

  /** The whole page. */
  public static String render() {
    var table = new MarkdownTable("code", "status", "whose doing", "what it says", "what to do");
    for (Problem problem : Problem.all()) {
      table.row(
          code(problem.code()),
          problem.source() == Source.OPERATOR ? "" : String.valueOf(problem.kind().status()),
          problem.source().name().toLowerCase(Locale.ROOT),
          problem.wording().sentence(),
          problem.wording().remedy());
    }
    return INTRODUCTION + table;
  }
}
