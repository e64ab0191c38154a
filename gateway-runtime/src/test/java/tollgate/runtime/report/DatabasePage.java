package tollgate.runtime.report;

import static tollgate.runtime.MarkdownTable.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.runtime.MarkdownTable;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.StoreSettings;

/**
 * Writes {@code docs/reference/database.md} from a database that was just begun. What a column
 * means is said in one place: the comment behind it in its migration, which SQLite keeps with the
 * table.
 */
public final class DatabasePage {
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE (\\w+) \\( -- (.+)\\n([\\s\\S]+)\\n\\)[\\s\\S]*");
  private static final Pattern COLUMN =
      Pattern.compile("  (\\w+) (TEXT|INTEGER|BLOB)(.*?),? -- (.+)");
  private static final Pattern CONSTRAINT = Pattern.compile("  (PRIMARY KEY|CHECK) \\(.+\\)");

  private static final String INTRODUCTION =
      """
      # The database

      One SQLite file, `tollgate.db` in the data folder, with its log beside it while the gateway runs. It is meant to be read:
      open it with any SQLite program, also while the gateway runs. Leave writing to the gateway.

      Instants are milliseconds since 1970 UTC, durations nanoseconds, money nano-dollars (10⁻⁹ USD). A text that is not known
      is empty, a number that is not known is NULL: an unpriced call has no cost, which is not the same as a cost of zero.

      Every final row of `call` is in the sums of `quarter_traffic`, `day_traffic`, `quarter_key`, `lifetime` and, if it belongs to a
      session, `session_traffic` from the very transaction that made it final. Retention deletes rows and what hangs on them,
      never sums.

      """;

  private static final String WORDS =
      """
      ## Words on `/admin/logs`

      Dashboards of older proxies know four words for where a call stands and four for its cost.

      """;

  private DatabasePage() {}

  /** The whole page. */
  public static String render() {
    var page = new StringBuilder(INTRODUCTION);
    for (String sql : tables()) {
      Matcher table = TABLE.matcher(sql);
      if (!table.matches()) {
        throw new IllegalStateException("a table without a meaning: " + sql);
      }
      page.append("## `").append(table.group(1)).append("`\n\n");
      page.append(table.group(2)).append("\n\n");
      page.append(columns(table.group(3))).append('\n');
    }
    page.append(WORDS).append(words("state", "lifecycle_status", LogWords.lifecycles()));
    return page.append('\n')
        .append(words("cost status", "cost_status", LogWords.costs()))
        .toString();
  }

  private static MarkdownTable columns(String body) {
    var columns = new MarkdownTable("column", "type", "NULL", "meaning");
    for (String line : body.lines().toList()) {
      Matcher column = COLUMN.matcher(line);
      if (column.matches()) {
        boolean never =
            column.group(3).contains("NOT NULL") || column.group(3).contains("PRIMARY KEY");
        columns.row(
            code(column.group(1)),
            column.group(2).toLowerCase(Locale.ROOT),
            never ? "" : "may be",
            column.group(4));
      } else if (!CONSTRAINT.matcher(line).matches()) {
        throw new IllegalStateException("a column without a meaning: " + line);
      }
    }
    return columns;
  }

  private static MarkdownTable words(String own, String theirs, Map<String, String> words) {
    var table = new MarkdownTable(own, code(theirs));
    words.forEach((word, other) -> table.row(code(word), code(other)));
    return table;
  }

  /** How every table of ours was made, in order. */
  private static List<String> tables() {
    try {
      Path folder = Files.createTempDirectory("database-page");
      try (Database database =
          Database.open(StoreSettings.of(folder.resolve("page.db")), CommitWatch.NONE)) {
        return database.reads().ask(DatabasePage::read);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name <> 'schema_history'"
                    + " AND name NOT LIKE 'sqlite_%' ORDER BY rowid")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
