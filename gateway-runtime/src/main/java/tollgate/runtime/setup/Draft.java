package tollgate.runtime.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings file as it is to be: a new one, or one that is there with what is missing added to
 * its text, so that comments and order stay as their owner made them.
 *
 * @param settings values by path, as text
 * @param provider empty where none is to be added
 */
record Draft(Map<String, String> settings, Optional<Answers.Provider> provider) {
  private static final String HEAD =
      """
      # The settings of this gateway, begun by tollgate init. What else can stand here, and what each
      # means: docs/reference/settings.md. What is in force: tollgate settings. Whether this file can
      # be used: tollgate settings --check. Secrets stand in .env beside it.
      """;

  private static final Map<String, String> REMARKS =
      Map.of(
          "data-dir", "The database, the administrator's token, policies.",
          "listener.port", "Tools reach it at this port.",
          "keys.required", "Whether clients need a key: tollgate keys create --name NAME");

  Draft {
    settings = new LinkedHashMap<>(settings);
  }

  /** A file of its own. */
  String fresh() {
    var text = new StringBuilder(HEAD);
    settings.forEach((path, value) -> {
      if (sectionOf(path).isEmpty()) {
        text.append('\n').append(remark(path)).append(line(path, value));
      }
    });
    for (String section : sections()) {
      text.append("\n[").append(section).append("]\n").append(lines(section));
    }
    return text.append(providerTable()).toString();
  }

  /**
   * Text with what is missing added.
   *
   * @param known the paths that it sets already
   */
  String addedTo(String text, Set<String> known) {
    var missing = new LinkedHashMap<>(settings);
    missing.keySet().removeAll(known);
    String all = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    for (var entry : missing.entrySet()) {
      all = added(all, entry.getKey(), entry.getValue());
    }
    return all + providerTable();
  }

  private static String added(String text, String path, String value) {
    String section = sectionOf(path);
    boolean dotted =
        !section.isEmpty()
            && Pattern.compile("^\\s*" + Pattern.quote(section) + "\\.", Pattern.MULTILINE)
                .matcher(beforeTables(text))
                .find();
    if (section.isEmpty() || dotted) {
      return line(path, value) + text;
    }
    Matcher head =
        Pattern.compile("^\\s*\\[" + Pattern.quote(section) + "][^\\n]*\\n", Pattern.MULTILINE)
            .matcher(text);
    String line = line(nameOf(path), value);
    return head.find()
        ? text.substring(0, head.end()) + line + text.substring(head.end())
        : text + "\n[" + section + "]\n" + remark(path) + line;
  }

  private static String beforeTables(String text) {
    Matcher table = Pattern.compile("^\\s*\\[", Pattern.MULTILINE).matcher(text);
    return table.find() ? text.substring(0, table.start()) : text;
  }

  private List<String> sections() {
    return settings.keySet().stream()
        .map(Draft::sectionOf)
        .filter(section -> !section.isEmpty())
        .distinct()
        .toList();
  }

  private String lines(String section) {
    return settings.entrySet().stream()
        .filter(entry -> sectionOf(entry.getKey()).equals(section))
        .map(entry -> remark(entry.getKey()) + line(nameOf(entry.getKey()), entry.getValue()))
        .collect(Collectors.joining());
  }

  private String providerTable() {
    return provider
        .map(one ->
            """

            # Its key stands in .env, as %s.
            [[provider]]
            id = "%s"
            type = "%s"
            base-url = "%s"
            default = true
            """
                .formatted(variable(one), one.type(), one.type(), one.address()))
        .orElse("");
  }

  /** The variables with secrets, by name. */
  Map<String, String> variables() {
    return provider
        .filter(one -> !one.key().isEmpty())
        .map(one -> Map.of(variable(one), one.key().reveal()))
        .orElse(Map.of());
  }

  private static String variable(Answers.Provider provider) {
    String id = provider.type().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return "TOLLGATE_PROVIDER_" + id + "_CREDENTIAL";
  }

  /** Lines of variables with what is missing added, or set anew. */
  static String variablesIn(String text, Map<String, String> variables, boolean anew) {
    var lines = new ArrayList<>(text.lines().toList());
    variables.forEach((name, value) -> {
      Pattern own = Pattern.compile("\\s*(export\\s+)?" + Pattern.quote(name) + "\\s*=.*");
      boolean there = lines.stream().anyMatch(line -> own.matcher(line).matches());
      if (there && anew) {
        lines.replaceAll(line -> own.matcher(line).matches() ? variable(name, value) : line);
      } else if (!there) {
        lines.add(variable(name, value));
      }
    });
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static String variable(String name, String value) {
    return name + "=" + (value.contains("'") ? "\"" + value + "\"" : "'" + value + "'");
  }

  private static String remark(String path) {
    String remark = REMARKS.getOrDefault(path, "");
    return remark.isEmpty() ? "" : "# " + remark + "\n";
  }

  private static String line(String name, String value) {
    boolean bare = value.matches("true|false|\\d{1,9}");
    String quoted = "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return name + " = " + (bare ? value : quoted) + "\n";
  }

  private static String sectionOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "Draft" + settings.keySet();
  }
}
