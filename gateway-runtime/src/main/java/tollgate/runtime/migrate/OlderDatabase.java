package tollgate.runtime.migrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.store.OtherDatabase;

/**
 * The database of the proxy whose admin API this gateway keeps, in either of its two schemas: what
 * a row lacks is not known. It is only read; the proxy may go on meanwhile.
 */
public final class OlderDatabase implements CallSource {
  private static final String TABLE = "request_logs";

  private final OtherDatabase database;
  private final OlderKeys keys;
  private final long all;
  private final Skips skips = new Skips();
  private long last = -1;
  private long done;
  private long running;

  /**
   * Opens it.
   *
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE where it is another program's
   */
  public OlderDatabase(Path file) {
    database = OtherDatabase.open(file);
    if (!database.has(TABLE)) {
      database.close();
      throw SettingProblem.CLI_USAGE.exception(
          file + " is a database, but not one whose calls can be taken in.",
          "For a database of Tollgate's own: tollgate db restore, or export there and import"
              + " here.");
    }
    keys = new OlderKeys(database);
    all = database.count(TABLE);
  }

  /** Its keys. */
  public OlderKeys keys() {
    return keys;
  }

  @Override
  public List<Json.Obj> next(int most) {
    var calls = new ArrayList<Json.Obj>();
    List<Map<String, String>> rows;
    do {
      rows = database.rows(TABLE, last, most);
      rows.forEach(row -> add(row, calls));
    } while (calls.isEmpty() && !rows.isEmpty());
    return calls;
  }

  private void add(Map<String, String> row, List<Json.Obj> calls) {
    last = Long.parseLong(row.getOrDefault("rowid", "0"));
    done++;
    try {
      OlderKeys.Key key = keys.of(row.getOrDefault("proxy_api_key_id", ""));
      OlderCall.of(row, key).ifPresentOrElse(calls::add, () -> running++);
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      skips.add("row " + last, String.valueOf(unfit.getMessage()));
    }
  }

  @Override
  public List<String> skipped() {
    var lines = new ArrayList<>(skips.lines());
    if (running > 0) {
      lines.add(running + " calls that had not ended");
    }
    return lines;
  }

  @Override
  public long unreadable() {
    return skips.count();
  }

  @Override
  public long all() {
    return all;
  }

  @Override
  public long done() {
    return done;
  }

  @Override
  public void close() {
    database.close();
  }
}
