package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.SettingProblem;

/**
 * The types that the settings name for providers. Which there are only plugins know, and asking
 * them takes time: a start that fails anyway can afford it, so that everything is told at once; one
 * that does not learns it when it opens the providers.
 */
final class TypeClaims {

  private record Claim(String type, Origin origin, String path, Problem problem, List<String> id) {}

  private final List<Claim> claims = new ArrayList<>();

  /** A {@code [[provider]]} table names a type, or none. */
  void ofTable(String id, String path, String type, Origin origin) {
    claims.add(new Claim(type, origin, path, SettingProblem.PROVIDER_INVALID, List.of(id)));
  }

  /** An entry of a providers document names a type, or none. */
  void ofDocument(String path, String type, Origin origin) {
    claims.add(new Claim(type, origin, path, SettingProblem.CONFIG_PROVIDERS, List.of()));
  }

  /** Notes every type that no plugin brings, where anything is wrong. */
  void check(Supplier<Set<String>> installed, Findings findings) {
    boolean missing = claims.stream().anyMatch(claim -> claim.type().isEmpty());
    if (claims.isEmpty() || (!missing && !findings.hasProblems())) {
      return;
    }
    Set<String> types = installed.get();
    for (Claim claim : claims) {
      if (!types.contains(claim.type())) {
        var values = new ArrayList<Object>(claim.id());
        values.add(claim.path() + ": " + ProviderTypes.mustBe(types));
        findings.problem(claim.problem(), claim.origin(), values.toArray());
      }
    }
  }
}
