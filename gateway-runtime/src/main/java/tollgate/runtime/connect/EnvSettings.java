package tollgate.runtime.connect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code NAME=value}; an entry is a name. Of a name that stands twice, the last counts.
 */
record EnvSettings() implements SettingsText {

  @Override
  public String blank() {
    return "";
  }

  @Override
  public Optional<String> read(String text, String entry) {
    Optional<String> found = Optional.empty();
    for (Matcher line = line(entry).matcher(text); line.find(); ) {
      found = Optional.of(line.group(2));
    }
    return found;
  }

  @Override
  public String put(String text, String entry, String value) {
    String set = Matcher.quoteReplacement(value);
    return read(text, entry).isPresent()
        ? line(entry).matcher(text).replaceAll("$1" + set + "\n")
        : Lines.ended(text) + entry + "=" + value + "\n";
  }

  @Override
  public String remove(String text, String entry) {
    return line(entry).matcher(text).replaceAll("");
  }

  private static Pattern line(String entry) {
    return Pattern.compile(
        "^([ \\t]*(?:export[ \\t]+)?" + Pattern.quote(entry) + "[ \\t]*=)([^\\n]*)(?:\\n|\\z)",
        Pattern.MULTILINE);
  }
}
