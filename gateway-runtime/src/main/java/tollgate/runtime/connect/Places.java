package tollgate.runtime.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where this user's settings files lie.
 *
 * @param home the user's home folder
 * @param environment by which a tool may be told of another folder
 */
public record Places(Path home, Map<String, String> environment) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");

  public Places {
    environment = Map.copyOf(environment);
  }

  /** The place of a recipe's path. */
  Path of(String path) {
    String told =
        VARIABLE
            .matcher(path)
            .replaceAll(found ->
                Matcher.quoteReplacement(environment.getOrDefault(found.group(1), found.group(2))));
    return told.startsWith("~/") ? home.resolve(told.substring(2)) : Path.of(told);
  }
}
