package tollgate.runtime.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.api.call.RefusalKind;

/**
 * A way Tollgate says no: whose doing it is, its kind (which gives the HTTP status), what to say
 * and what to do. The tables are the enums that implement it, one for each part of the product. Its
 * code, its constant's name with a dot behind the first word, never changes.
 */
public sealed interface Problem
    permits RequestProblem,
        AccessProblem,
        PolicyProblem,
        MoneyProblem,
        CallProblem,
        UpstreamProblem,
        SettingProblem,
        ConnectProblem,
        SetupProblem,
        PluginProblem,
        GatewayProblem {

  /** The name of its constant. */
  String name();

  /** How it is told, with places for {@link #report}'s values. */
  Wording wording();

  /** All there are, in the order of the reference page. */
  static List<Problem> all() {
    return Stream.<Problem[]>of(
            RequestProblem.values(),
            AccessProblem.values(),
            PolicyProblem.values(),
            MoneyProblem.values(),
            CallProblem.values(),
            UpstreamProblem.values(),
            SettingProblem.values(),
            ConnectProblem.values(),
            SetupProblem.values(),
            PluginProblem.values(),
            GatewayProblem.values())
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The problem of that code; empty when there is none. */
  static Optional<Problem> of(String code) {
    return all().stream().filter(problem -> problem.code().equals(code)).findAny();
  }

  /** The stable dotted code. */
  default String code() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  /** How a client should take it; gives the HTTP status. */
  default RefusalKind kind() {
    return wording().kind();
  }

  /** Whose doing it is. */
  default Source source() {
    return wording().source();
  }

  /** This problem as it happened, without a place. */
  default ProblemReport report(Object... values) {
    return new ProblemReport(
        this,
        Template.fill(wording().sentence(), values),
        "",
        Template.fill(wording().remedy(), values));
  }

  /** This problem as it happened, to be thrown. */
  default ProblemException exception(Object... values) {
    return new ProblemException(report(values));
  }
}
