package tollgate.runtime.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

  @Test
  void fillsTheValuesInOnceWhateverTheyLookLike() {
    assertEquals(
        "The request cannot be read: {1}",
        Problem.REQUEST_MALFORMED.report("{1}", "content-type").what());
    assertEquals(
        "The request cannot be read: $1 \\",
        Problem.REQUEST_MALFORMED.report("$1 \\", "content-type").what());
  }

  @Test
  void tellsWhatWhereAndHowToFixIt() {
    ProblemReport report =
        Problem.CONFIG_UNKNOWN_SETTING.report("a.b", "").at("tollgate.toml line 3");

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
            List.of(Problem.GATEWAY_DRAINING.report(), Problem.GATEWAY_OVERLOADED.report()));

    assertEquals(2, exception.reports().size());
    assertTrue(exception.getMessage().contains("gateway.draining"));
    assertTrue(exception.getMessage().contains("gateway.overloaded"));
  }

  @ParameterizedTest
  @EnumSource
  void isNamedLikeItsConstantAndSaysWhatToDo(Problem problem) {
    assertEquals(problem.name(), problem.code().replace('.', '_').toUpperCase(Locale.ROOT));
    assertFalse(problem.sentence().isBlank());
    assertFalse(problem.remedy().isBlank(), "every problem has a remedy");
  }

  @Test
  void hasEveryCodeOnce() {
    List<String> codes = Arrays.stream(Problem.values()).map(Problem::code).toList();

    assertEquals(codes.size(), new HashSet<>(codes).size());
  }
}
