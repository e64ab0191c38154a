package tollgate.runtime.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/** Why calls were treated as they were. */
public final class DecisionReports {

  private static final String ONE =
      "SELECT call_id, arrived_at, state, status, error_code, error_message, provider, snapshot"
          + " FROM call LEFT JOIN decision ON decision.call = call.id WHERE call_id = ?";

  private final Reads reads;

  /** Reports from this database. */
  public DecisionReports(Reads reads) {
    this.reads = reads;
  }

  /** The shape of what is told. */
  public static Shape.Members shape() {
    return Shape.object(
        "call", Shape.text(),
        "arrived_at", Shape.instant(),
        "state", Shape.text(),
        "status", Shape.orNull(Shape.whole()),
        "error_code", Shape.text(),
        "error", Shape.text(),
        "provider", Shape.text(),
        "decision", Shape.orNull(new Shape.Table(new Shape.Anything())));
  }

  /** What is known of the decision about a call; empty where there is no such call. */
  public Optional<Json> of(CallId call) {
    return reads.ask(connection ->
        new Sql()
            .add(ONE, call.text()).list(connection, DecisionReports::read).stream().findFirst());
  }

  private static Json read(ResultSet row) throws SQLException {
    String snapshot = row.getString("snapshot");
    long status = row.getLong("status");
    return Json.object(
        "call", row.getString("call_id"),
        "arrived_at", Instant.ofEpochMilli(row.getLong("arrived_at")).toString(),
        "state", row.getString("state"),
        "status", status == 0 ? Json.NULL : Json.of(status),
        "error_code", row.getString("error_code"),
        "error", row.getString("error_message"),
        "provider", row.getString("provider"),
        "decision", snapshot == null ? Json.NULL : parsed(snapshot));
  }

  private static Json parsed(String snapshot) {
    try {
      return JsonText.parse(snapshot);
    } catch (MalformedJson own) {
      throw new IllegalStateException("a snapshot is no JSON", own);
    }
  }
}
