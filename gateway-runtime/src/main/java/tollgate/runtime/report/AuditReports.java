package tollgate.runtime.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/** Who changed what. Blocks for one read of the database; may be asked from any thread. */
public final class AuditReports {
  private static final Shape SHAPE =
      Shape.object(
          "entries",
          Shape.items(
              Shape.object(
                  "id", Shape.whole(),
                  "at", Shape.instant(),
                  "actor", Shape.text(),
                  "source", Shape.text(),
                  "action", Shape.text(),
                  "subject", Shape.text(),
                  "detail", Shape.text())),
          "next",
          Shape.orNull(Shape.whole()));

  private final Reads reads;

  /**
   * Which entries are asked for; empty texts leave a question open.
   *
   * @param actor who
   * @param action what was done, or how it begins, for example {@code key.}
   * @param subject to what
   * @param from the first instant
   * @param to the instant before which it ends
   * @param before the number of an entry: only older ones; 0 for all
   */
  public record Wish(
      String actor, String action, String subject, Instant from, Instant to, long before) {}

  /** Reports over this database. */
  public AuditReports(Reads reads) {
    this.reads = reads;
  }

  /** A page, the newest first, with the number to give as {@code before} for the next one. */
  public Json.Obj page(Wish wish, int limit) {
    List<Json> entries =
        reads.ask(connection -> sql(wish, limit).list(connection, AuditReports::entry));
    boolean more = entries.size() > limit;
    List<Json> page = more ? entries.subList(0, limit) : entries;
    Json next =
        more && page.getLast() instanceof Json.Obj(var members)
            ? members.getOrDefault("id", Json.NULL)
            : Json.NULL;
    return Json.object("entries", new Json.Arr(page), "next", next);
  }

  /** The shape of a page. */
  public Shape shape() {
    return SHAPE;
  }

  /** One entry more than wished for, where there is one. */
  private static Sql sql(Wish wish, int limit) {
    var sql =
        new Sql()
            .add(
                "SELECT id, at, actor, source, action, subject, detail FROM audit"
                    + " WHERE at >= ? AND at < ?",
                wish.from().toEpochMilli(),
                wish.to().toEpochMilli());
    if (!wish.actor().isEmpty()) {
      sql.add(" AND actor = ?", wish.actor());
    }
    if (!wish.action().isEmpty()) {
      sql.add(" AND substr(action, 1, ?) = ?", (long) wish.action().length(), wish.action());
    }
    if (!wish.subject().isEmpty()) {
      sql.add(" AND subject = ?", wish.subject());
    }
    if (wish.before() > 0) {
      sql.add(" AND id < ?", wish.before());
    }
    return sql.add(" ORDER BY id DESC LIMIT ?", limit + 1L);
  }

  private static Json entry(ResultSet row) throws SQLException {
    return Json.object(
        "id", row.getLong(1),
        "at", LogJson.instant(row.getLong(2)),
        "actor", row.getString(3),
        "source", row.getString(4),
        "action", row.getString(5),
        "subject", row.getString(6),
        "detail", row.getString(7));
  }
}
