package tollgate.runtime.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pf4j.DefaultVersionManager;
import org.pf4j.DependencyResolver;
import org.pf4j.DependencyResolver.WrongDependencyVersion;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemReport;

/**
 * Puts plugins so that each comes after those it needs; one whose needs cannot be met is refused.
 */
final class DependencyOrder {
  private final DependencyResolver resolver = new DependencyResolver(new DefaultVersionManager());
  private final List<RefusedPlugin> refused;
  private final Map<String, PluginJar> remaining = new LinkedHashMap<>();

  DependencyOrder(List<PluginJar> jars, List<RefusedPlugin> refused) {
    this.refused = refused;
    jars.stream()
        .sorted(Comparator.comparing(PluginJar::id))
        .forEach(jar -> remaining.put(jar.id(), jar));
  }

  /** The plugins that can be started, in order. */
  List<PluginJar> order() {
    refuseCycles();
    DependencyResolver.Result result = resolve();
    while (!result.getNotFoundDependencies().isEmpty()
        || !result.getWrongVersionDependencies().isEmpty()) {
      for (WrongDependencyVersion wrong : result.getWrongVersionDependencies()) {
        refuse(
            wrong.getDependentId(),
            wrong.getDependencyId(),
            "there in version " + wrong.getExistingVersion());
      }
      for (String missing : result.getNotFoundDependencies()) {
        resolver.getDependents(missing).forEach(id -> refuse(id, missing, "not there"));
      }
      result = resolve();
    }
    return result.getSortedPlugins().stream().map(remaining::get).toList();
  }

  private DependencyResolver.Result resolve() {
    return resolver.resolve(remaining.values().stream().map(PluginJar::descriptor).toList());
  }

  /** PF4J says that there is a cycle but not where: what is left when all others are taken out. */
  private void refuseCycles() {
    var suspects = new ArrayList<>(remaining.values());
    boolean fewer = true;
    while (fewer) {
      fewer =
          suspects.removeIf(
              jar -> suspects.stream().noneMatch(other -> jar.dependencies().contains(other.id())));
    }
    for (PluginJar jar : suspects) {
      refuse(jar.id(), String.join(", ", jar.dependencies()), "waiting for it in turn");
    }
  }

  private void refuse(String id, String dependency, String existing) {
    PluginJar jar = remaining.remove(id);
    if (jar != null) {
      ProblemReport report = PluginProblem.PLUGIN_DEPENDENCY.report(id, dependency, existing);
      refused.add(new RefusedPlugin(id, jar.source(), report.at(jar.source().toString())));
    }
  }
}
