package tollgate.runtime.script;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptFailure.Place;

/**
 * Refuses scripts with integers of any size, as in {@code 2n}: one operation on them can take more
 * memory than the machine has, and nothing could stop it midway. Looks at the text only, so that it
 * also refuses a comment or a string that reads like one.
 */
final class BigIntegers {

  private static final Pattern LITERAL =
      Pattern.compile("(?<![\\w$])(0[xXoObB][0-9a-fA-F_]+|\\d[\\d_]*)n(?![\\w$])");

  private BigIntegers() {}

  static void refuse(ScriptSource source) throws ScriptFailure {
    refuse(source.name(), source.text());
    for (Map.Entry<String, String> module : new TreeMap<>(source.library()).entrySet()) {
      refuse(module.getKey(), module.getValue());
    }
  }

  private static void refuse(String file, String text) throws ScriptFailure {
    Matcher found = LITERAL.matcher(text);
    if (found.find()) {
      String before = text.substring(0, found.start());
      int line = (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
      int from = before.lastIndexOf('\n') + 1;
      String excerpt = text.substring(from).lines().findFirst().orElse("");
      throw new ScriptFailure(
          Kind.BROKEN,
          new Place(file, line, found.start() - from + 1, Faults.brief(excerpt.strip())),
          "there are no big integers here, and " + found.group() + " looks like one");
    }
  }
}
