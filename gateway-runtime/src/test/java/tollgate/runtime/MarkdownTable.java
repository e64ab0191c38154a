package tollgate.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
public final class MarkdownTable {

  private final List<String> lines = new ArrayList<>();

  /** A table with these column headings. */
  public MarkdownTable(String... headings) {
    row(headings);
    lines.add("|" + "---|".repeat(headings.length));
  }

  /** Adds a row. */
  public MarkdownTable row(String... cells) {
    lines.add(
        List.of(cells).stream()
            .map(cell -> cell.isEmpty() ? "–" : cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
    return this;
  }

  /** Text that is to be read letter by letter. */
  public static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
