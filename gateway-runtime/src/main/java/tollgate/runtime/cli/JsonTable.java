package tollgate.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.app.TextTable;

/**
 * A list of objects as a table: for each column the head and the member it shows, as {@code
 * "TOOL=tool"}; a member that ends in {@code >} is a number and stands to the right.
 */
final class JsonTable {
  private static final int WIDEST = 40;

  private JsonTable() {}

  /** The table; rows that are no objects are left out. */
  static String of(Json list, String... columns) {
    var heads = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (String column : columns) {
      String[] parts = column.split("=", 2);
      boolean right = parts[1].endsWith(">");
      heads.add(right ? parts[0] + ">" : parts[0]);
      names.add(right ? parts[1].substring(0, parts[1].length() - 1) : parts[1]);
    }
    var table = new TextTable(heads.toArray(String[]::new));
    if (list instanceof Json.Arr(var rows)) {
      for (Json row : rows) {
        if (row instanceof Json.Obj object) {
          table.row(names.stream().map(name -> cell(object, name)).toArray(String[]::new));
        }
      }
    }
    return table.render();
  }

  private static String cell(Json.Obj row, String name) {
    String text = text(row.members().getOrDefault(name, Json.NULL));
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }

  /** A value as a person reads it; what an answer holds never moves the cursor. */
  static String text(Json value) {
    String text =
        switch (value) {
          case Json.Text(var said) -> said;
          case Json.Num(var number) -> number.toPlainString();
          case Json.Bool(var truth) -> truth ? "yes" : "no";
          case Json.Null() -> "-";
          case Json.Arr(var items) ->
              items.stream().map(JsonTable::text).collect(Collectors.joining(","));
          case Json.Obj _ -> Json.encode(value);
        };
    return text.isEmpty() ? "-" : text.replaceAll("\\p{Cntrl}", "?");
  }

  /** The member of an object; null where there is none. */
  static Json member(Json document, String name) {
    return document instanceof Json.Obj(var members)
        ? members.getOrDefault(name, Json.NULL)
        : Json.NULL;
  }

  /** How many a list has. */
  static int size(Json list) {
    return list instanceof Json.Arr(List<Json> items) ? items.size() : 0;
  }
}
