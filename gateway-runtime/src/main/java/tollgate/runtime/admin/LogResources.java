package tollgate.runtime.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tollgate.api.face.Axis;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.LogFilter;
import tollgate.runtime.report.LogReports;

/** Single calls in the shape that existing scripts read. */
final class LogResources {
  private static final Set<String> LIFECYCLES = Set.of("pending", "completed", "error", "aborted");

  /** What only single calls can be narrowed by. */
  private static final List<Axis> MORE_AXES = List.of(Axis.SESSION, Axis.AGENT, Axis.DIALECT);

  private final LogReports logs;

  LogResources(LogReports logs) {
    this.logs = logs;
  }

  List<Route> list() {
    return List.of(
        Route.read("/admin/logs", "calls, the newest first", Shape.items(logs.shape()), this::page)
            .with(params()),
        Route.read("/admin/logs/{id}", "one call by its row's number", logs.shape(), this::one),
        Route.read(
            "/admin/logs/{id}/cost-audit",
            "how the cost of a call came about, the oldest entry first",
            Shape.items(new Shape.Table(new Shape.Anything())),
            this::costAudit));
  }

  private static List<Param> params() {
    var params = new ArrayList<>(Query.PAGES);
    params.add(
        Param.of(
            "before",
            Shape.whole(),
            "only what stands behind the row with this id: the id of a page's last row gives the"
                + " next page"));
    params.addAll(Query.ONLY);
    for (Axis axis : MORE_AXES) {
      params.add(Param.text(Query.name(axis), "only this " + Query.name(axis)));
    }
    params.add(Param.text("client_id", "only this client, as the list shows it"));
    params.add(Param.text("requested_model", "only this model, as the client named it"));
    params.add(Param.of("status_min", Shape.whole(), "the lowest status"));
    params.add(Param.of("status_max", Shape.whole(), "the highest status"));
    params.add(
        Param.of(
            "lifecycle_status",
            Shape.choice("pending", "completed", "error", "aborted"),
            "where the call stands"));
    params.add(Param.of("from", Shape.instant(), "the first instant of arrival"));
    params.add(Param.of("to", Shape.instant(), "the instant of arrival before which it ends"));
    return params;
  }

  private Json page(FaceRequest request) {
    return new Json.Arr(logs.page(filter(request), Query.limit(request), Query.offset(request)));
  }

  private static LogFilter filter(FaceRequest request) {
    String lifecycle = Query.text(request, "lifecycle_status");
    if (!lifecycle.isEmpty() && !LIFECYCLES.contains(lifecycle)) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "lifecycle_status", lifecycle, "pending, completed, error or aborted");
    }
    LogFilter filter =
        LogFilter.ALL
            .by(Query.text(request, "client_id"), Query.text(request, "requested_model"))
            .statuses(
                QueryNumbers.whole(request, "status_min", 0, 0),
                QueryNumbers.whole(request, "status_max", 0, 0))
            .lifecycle(lifecycle)
            .between(
                QueryTimes.instant(request, "from", Instant.EPOCH),
                QueryTimes.instant(request, "to", LogFilter.ALL.to()))
            .before(Query.row(request, "before"));
    for (var only : Query.only(request).entrySet()) {
      filter = filter.only(only.getKey(), only.getValue());
    }
    for (Axis axis : MORE_AXES) {
      filter = filter.only(axis, Query.text(request, Query.name(axis)));
    }
    return filter;
  }

  private Json one(FaceRequest request) {
    long id = id(request);
    return logs.one(id).orElseThrow(() -> CallProblem.CALL_UNKNOWN.exception(id));
  }

  private Json costAudit(FaceRequest request) {
    long id = id(request);
    return new Json.Arr(
        logs.costAudit(id).orElseThrow(() -> CallProblem.CALL_UNKNOWN.exception(id)));
  }

  private static long id(FaceRequest request) {
    String id = request.pathValues().getOrDefault("id", "");
    if (!id.matches("\\d{1,18}")) {
      throw CallProblem.CALL_UNKNOWN.exception(
          id); // to scripts, what is no number is no call either
    }
    return Long.parseLong(id);
  }
}
