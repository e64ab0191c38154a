package tollgate.runtime.plugin;

import static tollgate.runtime.MarkdownTable.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.api.ApiVersion;
import tollgate.api.GatewayPlugin;
import tollgate.api.stability.Experimental;
import tollgate.runtime.MarkdownTable;
import tollgate.runtime.problem.PluginProblem;

/** Writes {@code docs/reference/plugins.md}. */
public final class PluginsPage {
  private static final Pattern TAG = Pattern.compile("<(plugin\\.id|description)>([^<]*)<");

  private PluginsPage() {}

  /**
   * The whole page.
   *
   * @param top the checkout
   */
  public static String render(Path top) {
    var limits = PluginGuard.Limits.ORDINARY;
    return """
    # Plugins

    The API of this gateway has the version %s. How to write one is in [Writing a plugin](../guide/writing-a-plugin.md), how to
    install and watch them in [Administration](../guide/administration.md#plugins).

    ## What a jar says of itself

    %s
    ## What a plugin may bring

    %s
    ## How long a plugin may take

    | what | limit | then |
    |---|---|---|
    | to construct, start and list together; to close; to take live settings | %d s | it is kept out, or left behind; settings stay as they were |
    | a detector, for one call | %d ms, twice in a row, or %d s once | its answer is used, and it is set aside |
    | faults in a row, of a detector or a transform | %d | it is set aside |
    | set aside | %d min, then twice as long each time, at most %d min | it is asked again |

    ## Plugins that come with Tollgate

    %s
    ## Why a jar is refused

    %s\
    """
        .formatted(
            ApiVersion.CURRENT,
            manifest(),
            kinds(),
            HostSettings.ORDINARY_PATIENCE.toSeconds(),
            limits.longestCall().toMillis(),
            limits.unmistakable().toSeconds(),
            limits.faultsInARow(),
            limits.firstRest().toMinutes(),
            limits.longestRest().toMinutes(),
            shipped(top),
            problems());
  }

  private static MarkdownTable manifest() {
    return new MarkdownTable("attribute of the manifest", "must be there", "meaning")
        .row(
            code("Plugin-Id"),
            "yes",
            "dotted lower case, for example `tool.acme`; its settings and data go by it")
        .row(code("Plugin-Version"), "yes", "a semantic version")
        .row(
            code("Plugin-Requires"),
            "yes",
            "the versions of the API it was built for: `>=1.0.0 & <2.0.0`")
        .row(
            code("Plugin-Dependencies"),
            "no",
            "ids of plugins it cannot do without, with versions: `tool.a@>=1.0.0, tool.b?`; `?` for"
                + " one it can")
        .row(code("Plugin-Provider"), "no", "who made it")
        .row(code("Plugin-Description"), "no", "what it is for");
  }

  private static MarkdownTable kinds() {
    var table = new MarkdownTable("method of `GatewayPlugin`", "brings", "stability");
    Arrays.stream(GatewayPlugin.class.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> method.getReturnType().equals(List.class))
        .filter(method -> !method.getName().equals("settings"))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(
            method -> table.row(code(method.getName()), code(item(method)), stability(method)));
    return table;
  }

  private static String item(Method method) {
    var type = (ParameterizedType) method.getGenericReturnType();
    return type.getActualTypeArguments()[0].getTypeName();
  }

  private static String stability(Method method) {
    return method.isAnnotationPresent(Experimental.class) ? "experimental" : "stable";
  }

  private static MarkdownTable shipped(Path top) {
    var table = new MarkdownTable("id", "folder", "what it is for");
    try (Stream<Path> files = Files.walk(top.resolve("plugins"), 3)) {
      for (Path pom : files.filter(file -> file.endsWith("pom.xml")).sorted().toList()) {
        String text = Files.readString(pom);
        String id = tag(text, "plugin.id");
        if (!id.isEmpty() && !id.equals("invented")) {
          String folder = top.relativize(pom.getParent()).toString().replace('\\', '/');
          table.row(code(id), code(folder), tag(text, "description").replace("&amp;", "&"));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return table;
  }

  private static String tag(String pom, String name) {
    Matcher matcher = TAG.matcher(pom);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    return "";
  }

  private static MarkdownTable problems() {
    var table = new MarkdownTable("code", "what it says", "what to do");
    for (PluginProblem problem : PluginProblem.values()) {
      table.row(code(problem.code()), problem.wording().sentence(), problem.wording().remedy());
    }
    return table;
  }
}
