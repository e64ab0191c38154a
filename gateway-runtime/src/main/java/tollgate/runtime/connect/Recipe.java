package tollgate.runtime.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.ConnectProblem;

/**
 * What to set for a tool, read from {@code conf/connect/NAME.json} of the distribution.
 *
 * @param name the tool's, as the command takes it
 * @param title the tool's, for people
 * @param files which settings files it takes, in order
 * @param then what to type to see it work
 */
public record Recipe(String name, String title, List<Target> files, String then) {

  private static final String ENDING = ".json";
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)(?::-([^}]*))?}");

  public Recipe {
    files = List.copyOf(files);
  }

  /**
   * A settings file and what stands in it.
   *
   * @param path with {@code ~} and {@code ${NAME:-default}} still in it
   * @param kind of {@link SettingsText#of}
   * @param entries in that kind's terms
   */
  public record Target(String path, String kind, Map<String, String> entries) {
    public Target {
      entries = new LinkedHashMap<>(entries);
    }
  }

  /**
   * All recipes of a folder, by name.
   *
   * @param values what stands for <code>${url}</code>, <code>${key}</code> and <code>${model}
   *     </code>
   */
  public static List<Recipe> all(Path folder, Map<String, String> values) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .sorted()
          .map(file -> read(file, values))
          .toList();
    } catch (IOException unreadable) {
      throw ConnectProblem.CONNECT_NO_RECIPES.exception(folder, unreadable);
    }
  }

  /** The recipe of a tool. */
  public static Recipe of(Path folder, String name, Map<String, String> values) {
    List<Recipe> all = all(folder, values);
    return all.stream()
        .filter(recipe -> recipe.name().equals(name))
        .findAny()
        .orElseThrow(() ->
            ConnectProblem.CONNECT_UNKNOWN_TOOL.exception(
                name, String.join(", ", all.stream().map(Recipe::name).toList())));
  }

  private static Recipe read(Path file, Map<String, String> values) {
    try {
      var members = object(JsonText.parse(filled(Files.readString(file), values)));
      String name = file.getFileName().toString();
      var targets = new ArrayList<Target>();
      for (Json target : ((Json.Arr) member(members, "files")).items()) {
        targets.add(target(object(target)));
      }
      return new Recipe(
          name.substring(0, name.length() - ENDING.length()),
          text(member(members, "title")),
          targets,
          text(member(members, "then")));
    } catch (IOException | MalformedJson | ClassCastException broken) {
      throw ConnectProblem.CONNECT_NO_RECIPES.exception(file, broken);
    }
  }

  private static String filled(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(found -> {
          String standard = found.group(2) == null ? "" : found.group(2);
          String quoted = JsonText.write(Json.text(values.getOrDefault(found.group(1), standard)));
          return Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1));
        });
  }

  private static Target target(Map<String, Json> members) {
    String kind = text(member(members, "kind"));
    var entries = new LinkedHashMap<String, String>();
    if (kind.equals("json")) {
      flatten("", member(members, "set"), entries);
    } else {
      object(member(members, "set")).forEach((entry, value) -> entries.put(entry, lines(value)));
    }
    return new Target(text(member(members, "path")), kind, entries);
  }

  /** Each value that is no object is an entry: members that are the user's stay beside it. */
  private static void flatten(String pointer, Json value, Map<String, String> entries) {
    if (value instanceof Json.Obj(var members) && !members.isEmpty()) {
      members.forEach((name, member) -> flatten(pointer + "/" + escaped(name), member, entries));
    } else {
      entries.put(pointer, JsonText.write(value));
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String lines(Json value) {
    return value instanceof Json.Arr(var items)
        ? String.join("\n", items.stream().map(Recipe::text).toList())
        : text(value);
  }

  private static Map<String, Json> object(Json value) {
    return ((Json.Obj) value).members();
  }

  private static Json member(Map<String, Json> of, String name) {
    return of.getOrDefault(name, Json.NULL);
  }

  private static String text(Json value) {
    return ((Json.Text) value).value();
  }
}
