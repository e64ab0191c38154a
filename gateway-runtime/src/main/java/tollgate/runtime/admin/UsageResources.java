package tollgate.runtime.admin;

import java.util.List;
import java.util.Set;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogFilter;

/** What was used: sums and single rows, in the shapes that existing scripts read. */
final class UsageResources {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;
  private static final Set<String> LIFECYCLES = Set.of("pending", "completed", "error", "aborted");

  private final LedgerReports reports;

  UsageResources(LedgerReports reports) {
    this.reports = reports;
  }

  List<Resource> list() {
    return List.of(
        read("/admin/usage/today", request -> reports.today()),
        read("/admin/stats", request -> reports.stats()),
        read("/admin/logs", this::logs),
        read("/admin/logs/{id}", this::log),
        read("/admin/logs/{id}/cost-audit", this::costAudit));
  }

  /** What answers a reading question. */
  private interface Question {
    Json answer(FaceRequest request);
  }

  private static Resource read(String path, Question question) {
    return new Resource(
        "GET",
        path,
        Access.READ,
        (request, ledger) ->
            WireReply.json(200, Headers.none(), JsonText.write(question.answer(request))));
  }

  private Json logs(FaceRequest request) {
    int limit = Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
    int offset = QueryNumbers.whole(request, "offset", 0, 0);
    String lifecycle = text(request, "lifecycle_status");
    if (!lifecycle.isEmpty() && !LIFECYCLES.contains(lifecycle)) {
      throw Problem.REQUEST_BAD_PARAMETER.exception(
          "lifecycle_status", lifecycle, "pending, completed, error or aborted");
    }
    var filter =
        new LogFilter(
            text(request, "tool"),
            text(request, "client_id"),
            text(request, "model"),
            text(request, "provider"),
            QueryNumbers.whole(request, "status_min", 0, 0),
            QueryNumbers.whole(request, "status_max", 0, 0),
            lifecycle);
    return new Json.Arr(reports.logs(filter, limit, offset));
  }

  private Json log(FaceRequest request) {
    long id = id(request);
    return reports.log(id).orElseThrow(() -> Problem.CALL_UNKNOWN.exception(id));
  }

  private Json costAudit(FaceRequest request) {
    long id = id(request);
    return new Json.Arr(
        reports.costAudit(id).orElseThrow(() -> Problem.CALL_UNKNOWN.exception(id)));
  }

  private static long id(FaceRequest request) {
    String id = request.pathValues().getOrDefault("id", "");
    if (!id.matches("\\d{1,18}")) {
      throw Problem.REQUEST_BAD_PARAMETER.exception("id", id, "a row's number");
    }
    return Long.parseLong(id);
  }

  private static String text(FaceRequest request, String name) {
    return request.query().getOrDefault(name, "");
  }
}
