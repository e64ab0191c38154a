package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Secrets that lie in files, as container engines hand them over: where a variable takes a secret,
 * its name with {@code _FILE} behind it takes the path of a file that holds it.
 */
final class SecretFiles {

  private static final String SUFFIX = "_FILE";

  private final Map<String, Given> variables;
  private final Places places;
  private final Findings findings;

  private SecretFiles(Map<String, Given> variables, Places places, Findings findings) {
    this.variables = new LinkedHashMap<>(variables);
    this.places = places;
    this.findings = findings;
  }

  /** The variables with what the files hold in place of the files' names. */
  static Map<String, Given> open(
      Map<String, Given> variables, Collection<String> paths, Places places, Findings findings) {
    var files = new SecretFiles(variables, places, findings);
    paths.stream().filter(SecretFiles::isSecret).flatMap(SecretFiles::names).forEach(files::open);
    return files.variables;
  }

  /** Those that are not in the table are of single providers. */
  private static boolean isSecret(String path) {
    return SettingTable.find(path)
        .map(setting -> setting.kind().secret())
        .orElse(path.endsWith(".credential"));
  }

  private static Stream<String> names(String path) {
    List<String> aliases =
        SettingAliases.all().stream()
            .filter(alias -> alias.path().equals(path))
            .map(SettingAlias::variable)
            .toList();
    return Stream.concat(Stream.of(Setting.variable(path)), aliases.stream());
  }

  private void open(String variable) {
    Given file = variables.remove(variable + SUFFIX);
    if (file == null || file.text().isEmpty()) {
      return;
    }
    Given given = variables.get(variable);
    if (given != null && !given.text().isEmpty()) {
      findings.conflict(
          file.origin(),
          variable + " and " + variable + SUFFIX + " are both set.",
          "Set one of them.");
      return;
    }
    try {
      variables.put(variable, contents(file));
    } catch (IOException unusable) {
      findings.badValue(
          variable + SUFFIX,
          file,
          "a file that can be read and holds the secret (" + unusable + ")",
          "none");
    }
  }

  private Given contents(Given name) throws IOException {
    Path file =
        new PathKind()
            .parse(name.text())
            .map(path -> places.resolve(path, name.origin()))
            .orElseThrow(() -> new NoSuchFileException(name.text()));
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw new IOException("it is empty");
    }
    return Given.text(secret, name.origin());
  }
}
