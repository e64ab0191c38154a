package tollgate.runtime.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.store.OtherDatabase;

/** The keys of an older proxy: their hashes are enough for their holders to go on using them. */
public final class OlderKeys {
  private static final String TABLE = "api_keys";
  private static final int MOST = 10_000;

  private final List<Map<String, String>> rows;
  private final Map<String, Key> own = new HashMap<>();

  /**
   * A key of this gateway.
   *
   * @param id its id; empty for none
   * @param name its name
   */
  public record Key(String id, String name) {
    static final Key NONE = new Key("", "");
  }

  /**
   * A key to be taken in.
   *
   * @param prefix its first characters
   * @param name what the operator called it
   * @param wish it as {@code POST /admin/keys/import} takes it
   */
  public record Wanted(String prefix, String name, Json.Obj wish) {}

  OlderKeys(OtherDatabase database) {
    rows = database.has(TABLE) ? database.rows(TABLE, -1, MOST) : List.of();
  }

  /**
   * Those in force.
   *
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE where what limits one cannot
   *     be read
   */
  public List<Wanted> wanted() {
    var wanted = new ArrayList<Wanted>();
    for (Map<String, String> row : rows) {
      if (!row.containsKey("revoked_at")) {
        wanted.add(wanted(row));
      }
    }
    return wanted;
  }

  /** How many were revoked, and stay where they are. */
  public long revoked() {
    return rows.stream().filter(row -> row.containsKey("revoked_at")).count();
  }

  private static Wanted wanted(Map<String, String> row) {
    String prefix = row.getOrDefault("key_prefix", "");
    String name = row.getOrDefault("name", "");
    var wish = new LinkedHashMap<String, Json>();
    wish.put("hash", Json.text(row.getOrDefault("key_hash", "")));
    wish.put("prefix", Json.text(prefix));
    wish.put("name", Json.text(name));
    list(row, "allowed_providers", "providers", wish);
    list(row, "allowed_accounts", "accounts", wish);
    return new Wanted(prefix, name, new Json.Obj(wish));
  }

  private static void list(
      Map<String, String> row, String column, String member, Map<String, Json> wish) {
    Json told = json(row.getOrDefault(column, "null"));
    if (told instanceof Json.Arr list) {
      wish.put(member, list);
    } else if (!told.equals(Json.NULL)) { // a limit that cannot be read must not be dropped
      throw SettingProblem.CLI_USAGE.exception(
          "%s of the key %s %s is no list."
              .formatted(column, row.getOrDefault("key_prefix", ""), row.getOrDefault("name", "")),
          "Correct or revoke that key where it comes from, then import again.");
    }
  }

  /** What is no JSON is no list either. */
  private static Json json(String text) {
    try {
      return JsonText.parse(text);
    } catch (MalformedJson unreadable) {
      return Json.text(text);
    }
  }

  /** Notes which key of this gateway one of those is. */
  public void is(Wanted wanted, Key key) {
    for (Map<String, String> row : rows) {
      if (wanted.prefix().equals(row.getOrDefault("key_prefix", ""))
          && wanted.name().equals(row.getOrDefault("name", ""))) {
        own.put(row.getOrDefault("id", ""), key);
      }
    }
  }

  /** The key of a row; one that was not taken in keeps its name and has no id. */
  Key of(String id) {
    return id.isEmpty()
        ? Key.NONE
        : own.getOrDefault(
            id,
            rows.stream()
                .filter(row -> id.equals(row.getOrDefault("id", "")))
                .findFirst()
                .map(row -> new Key("", row.getOrDefault("name", "")))
                .orElse(Key.NONE));
  }
}
