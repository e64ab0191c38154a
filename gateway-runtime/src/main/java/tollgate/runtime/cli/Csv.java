package tollgate.runtime.cli;

import java.util.List;
import java.util.stream.Collectors;
import tollgate.api.json.Json;

/**
 * Lines of comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula
 * gets an apostrophe in front: what stands in a call comes from whoever made it.
 */
final class Csv {
  private static final String END = "\r\n";
  private static final String FORMULAS = "=+-@\t\r";

  private Csv() {}

  /** A line with its end. */
  static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", END));
  }

  /** A value as a cell: numbers as they are, texts so that nobody runs them, nothing for null. */
  static String cell(Json value) {
    return switch (value) {
      case Json.Text(var text) -> harmless(text);
      case Json.Num(var number) -> number.toPlainString();
      case Json.Bool(var truth) -> String.valueOf(truth);
      case Json.Null() -> "";
      case Json.Arr _, Json.Obj _ -> Json.encode(value);
    };
  }

  private static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
    return formula || text.startsWith("'") ? "'" + text : text;
  }

  /** The text that {@link #cell} made a cell of. */
  static String text(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
