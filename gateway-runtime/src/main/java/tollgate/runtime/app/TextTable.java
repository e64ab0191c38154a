package tollgate.runtime.app;

import java.util.ArrayList;
import java.util.List;

/** A table of text: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String> heads;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table; a head that ends in {@code >} makes its column a right-aligned one. */
  public TextTable(String... heads) {
    this.heads = List.of(heads).stream().map(TextTable::name).toList();
    this.right = List.of(heads).stream().map(head -> head.endsWith(">")).toList();
  }

  private static String name(String head) {
    return head.endsWith(">") ? head.substring(0, head.length() - 1) : head;
  }

  /** Adds a row with a cell for each column. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines of the table, the last one without its end. */
  public String render() {
    var lines = new ArrayList<String>();
    lines.add(line(heads));
    lines.add("-".repeat(widest()));
    rows.forEach(row -> lines.add(line(row)));
    return String.join(System.lineSeparator(), lines);
  }

  private int widest() {
    int widest = line(heads).length();
    for (var row : rows) {
      widest = Math.max(widest, line(row).length());
    }
    return widest;
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String pad = " ".repeat(width(i) - cell.length());
      line.append(i == 0 ? "" : GAP).append(right.get(i) ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = heads.get(column).length();
    for (var row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
