package tollgate.runtime.policy;

import static tollgate.runtime.MarkdownTable.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.runtime.MarkdownTable;

/**
 * Writes {@code docs/reference/policy-api.md} from what editors are told, which other tests hold to
 * what policies are given.
 */
public final class PolicyApiPage {
  private static final String INTRODUCTION =
      """
      # What a policy sees and says

      A policy exports `decide(call)`. What it is given and what it may answer stands in `policies/tollgate.d.ts`, from which
      this page is written; an editor completes it when the file lies beside the policy. [Policies](../guide/policies.md) shows
      how they are written, tested and put to use.

      """;
  private static final Pattern INTERFACE =
      Pattern.compile("(?ms)^(?:/\\*\\* ([^\\n]*) \\*/\\n)?interface (\\w+) \\{\\n(.*?)^}");
  private static final Pattern MEMBER =
      Pattern.compile("(?m)^(?:  /\\*\\* (.*) \\*/\\n)?  readonly (\\w+): (.*);$");
  private static final Pattern WORD =
      Pattern.compile("(?ms)^/\\*\\* ([^\\n]*) \\*/\\ndeclare function (.*?): Verdict;$");
  private static final Pattern TYPE = Pattern.compile("(?m)^type (\\w+) = (.*);$");

  private PolicyApiPage() {}

  /**
   * The whole page.
   *
   * @param top the checkout
   */
  public static String render(Path top) {
    String declared = read(top.resolve("policies/tollgate.d.ts"));
    return INTRODUCTION + "## Facts\n" + facts(declared) + "\n## Answers\n" + words(declared);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String facts(String declared) {
    var text = new StringBuilder();
    Matcher each = INTERFACE.matcher(declared);
    while (each.find()) {
      if (!each.group(2).equals("Verdict")) {
        var table = new MarkdownTable("fact", "type", "meaning");
        Matcher member = MEMBER.matcher(each.group(3));
        while (member.find()) {
          table.row(code(member.group(2)), code(member.group(3)), sentence(member.group(1)));
        }
        text.append("\n### ").append(each.group(2)).append("\n\n");
        text.append(each.group(1) == null ? "" : each.group(1) + "\n\n").append(table);
      }
    }
    return text.toString();
  }

  private static String sentence(String comment) {
    return comment == null ? "" : comment;
  }

  private static String words(String declared) {
    var text = new StringBuilder();
    Matcher type = TYPE.matcher(declared);
    while (type.find()) {
      text.append("\n`").append(type.group(1)).append("` is ").append(code(type.group(2)));
      text.append(".\n");
    }
    Matcher word = WORD.matcher(declared);
    while (word.find()) {
      String name = word.group(2).substring(0, word.group(2).indexOf('('));
      text.append("\n### ").append(name).append("\n\n").append(word.group(1)).append("\n\n```ts\n");
      text.append(word.group(2)).append("\n```\n");
    }
    return text.toString();
  }
}
