package tollgate.runtime.connect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TOML, as far as it takes to set a key before the first table or a whole table of single lines. An
 * entry is {@code name}, with a value as TOML writes it, or {@code [table]}, with its lines. An
 * entry that is written over several lines, or whose table is defined in another way, is not found,
 * and a second one would make the file wrong; the tool then says so, and the copy is beside it.
 */
record TomlSettings() implements SettingsText {
  private static final Pattern TABLE = Pattern.compile("^[ \\t]*\\[", Pattern.MULTILINE);

  @Override
  public String blank() {
    return "";
  }

  @Override
  public Optional<String> read(String text, String entry) {
    Matcher found = find(text, entry);
    return found.find() ? Optional.of(found.group(2).strip()) : Optional.empty();
  }

  @Override
  public String put(String text, String entry, String value) {
    Matcher found = find(text, entry);
    if (found.find()) {
      String gap = isTable(entry) && found.end() < text.length() ? "\n\n" : "\n";
      return text.substring(0, found.start(2)) + value + gap + text.substring(found.end());
    }
    return isTable(entry)
        ? Lines.ended(text) + (text.isEmpty() ? "" : "\n") + entry + "\n" + value + "\n"
        : entry + " = " + value + "\n" + text;
  }

  @Override
  public String remove(String text, String entry) {
    Matcher found = find(text, entry);
    return found.find() ? text.substring(0, found.start()) + text.substring(found.end()) : text;
  }

  /** Group 2 is the value; the match is the entry with the end of its last line. */
  private static Matcher find(String text, String entry) {
    if (isTable(entry)) {
      return Pattern.compile(
              "^([ \\t]*"
                  + Pattern.quote(entry)
                  + "[^\\n]*\\n)((?:(?![ \\t]*\\[)[^\\n]*(?:\\n|\\z))*?)"
                  + "(?=[ \\t]*\\[|\\z)",
              Pattern.MULTILINE)
          .matcher(text);
    }
    Matcher table = TABLE.matcher(text);
    return Pattern.compile(
            "^([ \\t]*" + Pattern.quote(entry) + "[ \\t]*=[ \\t]*)([^\\n]*)(?:\\n|\\z)",
            Pattern.MULTILINE)
        .matcher(text)
        .region(0, table.find() ? table.start() : text.length());
  }

  private static boolean isTable(String entry) {
    return entry.startsWith("[");
  }
}
