package tollgate.runtime.setup;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tollgate.runtime.policy.CaseResult;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.Tested;
import tollgate.runtime.problem.SetupProblem;

/**
 * A policy of the distribution with the operator's own amount in it.
 *
 * @param name its file's name without {@code .js}
 */
record FirstPolicy(String name, PolicyDesk.Files files) {

  /** The one that holds everything to an amount a day, or the one for those who want no cap. */
  static FirstPolicy of(Path shipped, Offers offers, Optional<BigDecimal> usdADay) {
    String name = usdADay.isPresent() ? offers.capped() : offers.uncapped();
    try {
      String text = Files.readString(shipped.resolve(name + ".js"));
      String cases = Files.readString(shipped.resolve(name + ".cases.json"));
      String usd = usdADay.map(BigDecimal::toPlainString).orElse("");
      return new FirstPolicy(
          name,
          usd.isEmpty()
              ? new PolicyDesk.Files(text, cases)
              : new PolicyDesk.Files(
                  text.replaceFirst("(const USD_A_DAY = )[\\d.]+;", "$1" + usd + ";"),
                  cases.replaceAll("(\"usd\": )[\\d.]+", "$1" + usd)));
    } catch (IOException unreadable) {
      throw SetupProblem.INIT_NO_OFFERS.exception(shipped, unreadable);
    }
  }

  /**
   * Runs its cases.
   *
   * @param scratch an empty folder
   * @return how many there are
   * @throws tollgate.runtime.problem.ProblemException with INIT_POLICY where one fails
   */
  int test(Path scratch) {
    try (PolicyHost host = PolicyHost.in(scratch.resolve("policies"), scratch)) {
      Tested tested = host.test(name, files);
      Optional<String> wrong =
          tested.findings().stream()
              .map(Finding::text)
              .findFirst()
              .or(() ->
                  tested.results().stream()
                      .filter(result -> !result.passed())
                      .map(result -> result.name() + ": " + result.problem())
                      .findFirst());
      if (wrong.isPresent() || tested.results().isEmpty()) {
        throw SetupProblem.INIT_POLICY.exception(wrong.orElse("it has none"));
      }
      return (int) tested.results().stream().filter(CaseResult::passed).count();
    }
  }
}
