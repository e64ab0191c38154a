package tollgate.runtime.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads settings out of variables: those of the environment, or those of an {@code .env} file. */
final class VariableLayer {

  private static final String PREFIX = "TOLLGATE_";

  /** What the starting script and this loader read themselves. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          SettingsFiles.CONFIG_VARIABLE,
          "TOLLGATE_HOME",
          "TOLLGATE_JAVA_HOME",
          "TOLLGATE_JAVA_OPTS");

  private final Map<String, Given> variables;
  private final Findings findings;
  private final Map<String, Given> settings = new LinkedHashMap<>();
  private final Set<String> understood = new TreeSet<>(NO_SETTINGS);

  private VariableLayer(Map<String, Given> variables, Findings findings) {
    this.variables = variables;
    this.findings = findings;
  }

  /**
   * The values among these variables by the path they set. An empty variable sets nothing.
   *
   * @param strict whether an unknown variable that begins like ours is a problem; a process may get
   *     such from elsewhere, a file of ours may not
   */
  static Map<String, Given> read(
      Map<String, Given> variables, Collection<String> paths, boolean strict, Findings findings) {
    var layer = new VariableLayer(variables, findings);
    paths.forEach(layer::readOwn);
    SettingAliases.all().forEach(layer::readAlias);
    layer.tellOfUnknown(strict);
    return layer.settings;
  }

  private void readOwn(String path) {
    String variable = Setting.variable(path);
    understood.add(variable);
    Given given = variables.get(variable);
    if (given != null && !given.text().isEmpty()) {
      settings.put(path, given);
    }
  }

  private void readAlias(SettingAlias alias) {
    Given given = variables.get(alias.variable());
    if (given == null || given.text().isEmpty()) {
      return;
    }
    if (alias.isIgnored()) {
      findings.warn(alias.variable(), given.origin(), "It has no effect. " + alias.remark());
      return;
    }
    Given own = settings.get(alias.path());
    if (own != null) {
      findings.warn(
          alias.variable(),
          given.origin(),
          "It has no effect: " + own.origin().where() + " sets " + alias.path() + " as well.");
      return;
    }
    settings.put(alias.path(), Given.text(alias.translate(given.text()), given.origin()));
    if (!alias.remark().isEmpty()) {
      findings.warn(alias.variable(), given.origin(), alias.remark());
    }
  }

  private void tellOfUnknown(boolean strict) {
    variables.forEach((name, given) -> {
      if (!name.startsWith(PREFIX) || understood.contains(name)) {
        return;
      }
      if (strict) {
        findings.unknown(name, given.origin(), understood);
      } else {
        findings.warn(
            name,
            given.origin(),
            "There is no such setting; it has no effect."
                + Nearest.to(name, understood)
                    .map(near -> " Did you mean " + near + "?")
                    .orElse(""));
      }
    });
  }
}
