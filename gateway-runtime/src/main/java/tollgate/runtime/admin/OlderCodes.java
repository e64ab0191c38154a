package tollgate.runtime.admin;

import java.util.Map;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;

/**
 * The codes with which an older proxy refused at its gate. Scripts look for them, so they stand in
 * {@code code} as they did there; {@code problem} always has the product's own.
 */
final class OlderCodes {
  private static final Map<Problem, String> CODES =
      Map.of(
          AccessProblem.ADMIN_NOT_LOCAL, "LOCAL_ONLY",
          AccessProblem.ADMIN_TOKEN_MISSING, "UNAUTHORIZED",
          AccessProblem.ADMIN_TOKEN_WRONG, "UNAUTHORIZED",
          AccessProblem.ADMIN_CSRF_MISSING, "CSRF_REQUIRED",
          AccessProblem.LOGIN_NOT_CONFIGURED, "LOGIN_NOT_CONFIGURED",
          AccessProblem.RATE_EXCEEDED, "RATE_LIMITED");

  private OlderCodes() {}

  /** The code that stands in {@code code}: the older one where there is one. */
  static String of(Problem problem) {
    return CODES.getOrDefault(problem, problem.code());
  }
}
