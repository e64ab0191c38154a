package tollgate.runtime.plugin;

import static tollgate.runtime.MarkdownTable.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.runtime.MarkdownTable;

/** Writes {@code docs/reference/plugin-api.md} from the sources of the API and their Javadoc. */
public final class PluginApiPage {
  private static final String INTRODUCTION =
      """
      # The plugin API

      All that a plugin may use of the gateway, package by package: the types of `tollgate.api` with what each of their methods
      is for. It needs the JDK only. The Javadoc in the jar's sources tells more: threads, times, errors, examples.
      [Writing a plugin](../guide/writing-a-plugin.md) begins with a plugin of one page; [Plugins](plugins.md) has limits and
      refusals.
      """;

  /** A documented declaration, as the formatter leaves it: its indentation, Javadoc and words. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "(?ms)^("
              + " *)/\\*\\*(.*?)\\*/\\s*((?:@\\w+(?:\\([^)]*\\))?\\s+)*)([^;{@*]*?[^;{@*\\s])\\s*(?=[;{(])([^;{]*)");

  private static final Pattern PART = Pattern.compile("@param (\\w+) (.*?)(?= @)");
  private static final Pattern NAMED = Pattern.compile("\\{@(?:code|link)\\s+#?([^}]*)}");

  private static final Pattern TYPE = Pattern.compile("\\b(interface|record|class|enum)\\s+(\\w+)");

  private PluginApiPage() {}

  /**
   * The whole page.
   *
   * @param top the checkout
   */
  public static String render(Path top) {
    Path sources = top.resolve("gateway-api/src/main/java");
    Map<String, StringBuilder> packages = new TreeMap<>();
    for (Path file : files(sources)) {
      String name = sources.relativize(file.getParent()).toString().replace('/', '.');
      packages.computeIfAbsent(name, each -> new StringBuilder()).append(types(read(file)));
    }
    var page = new StringBuilder(INTRODUCTION);
    packages.forEach(
        (name, text) -> page.append("\n## ").append(code(name)).append('\n').append(text));
    return page.toString();
  }

  private static List<Path> files(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What a file declares: its type, then all that is in it. */
  private static String types(String source) {
    var text = new StringBuilder();
    var members = new MarkdownTable("member", "what it is for");
    boolean any = false;
    Matcher each = DECLARED.matcher(source);
    while (each.find()) {
      String declaration = oneLine(each.group(4) + each.group(5));
      String meaning = first(each.group(2));
      Matcher type = TYPE.matcher(each.group(4) + " ");
      if (each.group(1).isEmpty() && type.find()) {
        text.append("\n### ").append(type.group(2)).append("\n\n").append(meaning).append("\n\n");
        text.append(code(shortened(declaration))).append("\n");
        any |= parts(each.group(2), members);
      } else if (!declaration.startsWith("private ")) {
        members.row(code(shortened(declaration)), meaning);
        any = true;
      }
    }
    return any ? text + "\n" + members : text.toString();
  }

  /** What a record's Javadoc says of its parts; gives whether it says anything. */
  private static boolean parts(String comment, MarkdownTable members) {
    Matcher part = PART.matcher(oneLine(comment.replaceAll("(?m)^\\s*\\*", "")) + " @");
    boolean any = false;
    while (part.find()) {
      members.row(code(part.group(1)), plain(part.group(2).strip()));
      any = true;
    }
    return any;
  }

  private static String shortened(String declaration) {
    return declaration.replaceFirst("^public ", "").replaceFirst(" permits .*", "");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replace("( ", "(").strip();
  }

  /** The first paragraph of a comment, as Markdown. */
  private static String first(String comment) {
    String text = oneLine(comment.replaceAll("(?m)^\\s*\\*", ""));
    return plain(text)
        .split("<p>| @(param|since|return|throws) |<pre>|<ul>", 2)[0]
        .strip()
        .replaceAll("^@(param|since|throws).*", "");
  }

  private static String plain(String text) {
    Matcher name = NAMED.matcher(text);
    return name.replaceAll(
        found -> Matcher.quoteReplacement("`" + found.group(1).replace('#', '.') + "`"));
  }
}
