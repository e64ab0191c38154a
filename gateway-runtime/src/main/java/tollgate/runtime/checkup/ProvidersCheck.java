package tollgate.runtime.checkup;

import java.util.List;
import java.util.function.Supplier;
import tollgate.runtime.problem.ProblemException;

/**
 * Whether providers can be reached and take the gateway's credentials.
 *
 * @param answers asks all of them; throws a problem where one cannot even be opened
 */
public record ProvidersCheck(Supplier<List<Answer>> answers) implements Check {

  @Override
  public String name() {
    return "providers";
  }

  @Override
  public List<Finding> run() {
    try {
      List<Answer> all = answers.get();
      return all.isEmpty()
          ? List.of(
              Finding.fail(
                  "There is no provider: every call is refused.",
                  "",
                  "Name one in a [[provider]] table: docs/guide/providers.md"))
          : all.stream().map(ProvidersCheck::finding).toList();
    } catch (ProblemException refused) {
      return refused.reports().stream().map(Finding::of).toList();
    }
  }

  private static Finding finding(Answer answer) {
    String where = "provider " + answer.provider();
    if (answer.status() == 0) {
      return Finding.fail(
          answer.trouble(),
          where,
          "Start it, or correct its base-url; then its proxy and ca-file.");
    }
    boolean turnedDown = answer.status() == 401 || answer.status() == 403;
    if (turnedDown && answer.ownKey()) {
      return Finding.fail(
          "It turns the gateway's credential down (HTTP " + answer.status() + ").",
          where,
          "Correct its credential: docs/guide/providers.md");
    }
    if (answer.status() >= 500) {
      return Finding.warn(
          "It answers with a fault of its own (HTTP " + answer.status() + ").",
          where,
          "Look at its own log or status page.");
    }
    return Finding.pass(answer.provider() + " answers (HTTP " + answer.status() + ").");
  }
}
