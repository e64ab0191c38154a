package tollgate.runtime.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.CallField;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/**
 * Ended calls with all their columns, page by page in the order of their arrival. A page costs as
 * much as its rows, however many there are before it. Blocks for one read of the database.
 */
public final class CallExport {
  private static final Pattern PLACE = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})");
  private static final int AT = CallField.ALL.size() + 1;

  private final Reads reads;

  /** A row, and the place behind which the next page begins. */
  private record Line(Json call, String place) {}

  CallExport(Reads reads) {
    this.reads = reads;
  }

  /** The shape of a page. */
  public static Shape.Members shape() {
    Shape.Members call = Shape.object();
    for (CallField field : CallField.ALL) {
      call = call.and(field.name(), shape(field.kind()));
    }
    return Shape.object("calls", Shape.items(call), "next", Shape.orNull(Shape.text()));
  }

  private static Shape shape(CallField.Kind kind) {
    return Shape.orNull(
        switch (kind) {
          case TEXT -> Shape.text();
          case WHOLE -> Shape.whole();
          case FLAG -> new Shape.Flag();
          case INSTANT -> Shape.instant();
          case USD -> new Shape.Decimal();
        });
  }

  /**
   * A page.
   *
   * @param after the {@code next} of the page before; empty for the first one
   */
  public Json.Obj page(Slice slice, String after, int limit) {
    Sql sql = sql(slice, after, limit);
    List<Line> lines = reads.ask(connection -> sql.list(connection, CallExport::line));
    return Json.object(
        "calls",
        new Json.Arr(lines.stream().map(Line::call).toList()),
        "next",
        lines.size() < limit ? Json.NULL : Json.text(lines.getLast().place()));
  }

  static Sql sql(Slice slice, String after, int limit) {
    var sql =
        new Sql()
            .add(
                "SELECT "
                    + CallField.columns()
                    + ", arrived_at, id FROM call INDEXED BY call_arrived"
                    + " WHERE arrived_at >= ? AND arrived_at < ?",
                slice.from().toEpochMilli(),
                slice.to().toEpochMilli())
            .add(" AND state NOT IN ('pending', 'dispatched', 'streaming')");
    for (Map.Entry<Axis, String> only : slice.only().entrySet()) {
      sql.add(" AND " + Axes.column(only.getKey()) + " = ?", only.getValue());
    }
    if (!after.isEmpty()) {
      Matcher place = PLACE.matcher(after);
      if (!place.matches()) {
        throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
            "after", after, "the \"next\" of an earlier page");
      }
      sql.add(
          " AND (arrived_at, id) > (?, ?)",
          Long.parseLong(place.group(1)),
          Long.parseLong(place.group(2)));
    }
    return sql.add(" ORDER BY arrived_at, id LIMIT ?", (long) limit);
  }

  private static Line line(ResultSet row) throws SQLException {
    var members = new LinkedHashMap<String, Json>();
    for (int i = 0; i < CallField.ALL.size(); i++) {
      CallField field = CallField.ALL.get(i);
      members.put(field.name(), field.read(row, i + 1));
    }
    return new Line(new Json.Obj(members), row.getLong(AT) + "." + row.getLong(AT + 1));
  }
}
