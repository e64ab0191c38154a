package tollgate.runtime.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {

  @Test
  void fillsTheValuesInOnceWhateverTheyLookLike() {
    assertEquals(
        "The request cannot be read: {1}",
        RequestProblem.REQUEST_MALFORMED.report("{1}", "content-type").what());
    assertEquals(
        "The request cannot be read: $1 \\",
        RequestProblem.REQUEST_MALFORMED.report("$1 \\", "content-type").what());
  }

  @Test
  void tellsWhatWhereAndHowToFixIt() {
    ProblemReport report =
        SettingProblem.CONFIG_UNKNOWN_SETTING.report("a.b", "").at("tollgate.toml line 3");

    assertEquals(
        """
        config.unknown_setting
          what   Unknown setting "a.b".
          where  tollgate.toml line 3
          fix    All settings: docs/reference/settings.md\
        """,
        report.render());
  }

  @Test
  void carriesEveryProblemOfOneAttempt() {
    var exception =
        new ProblemException(
            List.of(
                GatewayProblem.GATEWAY_DRAINING.report(),
                GatewayProblem.GATEWAY_OVERLOADED.report()));

    assertEquals(2, exception.reports().size());
    assertTrue(exception.getMessage().contains("gateway.draining"));
    assertTrue(exception.getMessage().contains("gateway.overloaded"));
  }

  @ParameterizedTest
  @MethodSource("tollgate.runtime.problem.Problem#all")
  void isNamedLikeItsConstantAndSaysWhatToDo(Problem problem) {
    assertEquals(problem.name(), problem.code().replace('.', '_').toUpperCase(Locale.ROOT));
    assertFalse(problem.wording().sentence().isBlank());
    assertFalse(problem.wording().remedy().isBlank(), "every problem has a remedy");
  }

  @Test
  void hasEveryCodeOnce() {
    List<String> codes = Problem.all().stream().map(Problem::code).toList();

    assertEquals(codes.size(), new HashSet<>(codes).size());
  }
}
