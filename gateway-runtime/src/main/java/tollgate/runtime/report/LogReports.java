package tollgate.runtime.report;

import java.util.List;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.store.Reads;

/**
 * Single calls as {@code /admin/logs} tells of them. Each question blocks for one read of the
 * database and may be asked from any thread.
 */
public final class LogReports {
  private final Reads reads;
  private final LogJson json;

  /**
   * Reports over this database.
   *
   * @param accountPrefix under which further names a call's account is told, see {@link
   *     AccountNames}
   */
  public LogReports(Reads reads, String accountPrefix) {
    this.reads = reads;
    this.json = new LogJson(new AccountNames(accountPrefix));
  }

  /** Calls in the shape {@code RequestLog}, newest first. */
  public List<Json> page(LogFilter filter, int limit, int offset) {
    var query = new LogQuery(filter, limit, offset);
    return reads.ask(connection -> query.page(connection).stream().<Json>map(json::of).toList());
  }

  /** One call by its row's number in the shape {@code RequestLog}. */
  public Optional<Json.Obj> one(long rowId) {
    return reads.ask(connection -> LogQuery.one(connection, rowId).map(json::of));
  }

  /**
   * How the cost of one call came about, by its row's number: settlement and revisions, the oldest
   * first; no entry while it runs.
   */
  public Optional<List<Json>> costAudit(long rowId) {
    return reads.ask(connection -> CostAudit.of(connection, rowId));
  }

  /** What a call looks like. */
  public Shape shape() {
    return json.shape();
  }
}
