package tollgate.runtime.admin;

import java.util.List;
import java.util.Optional;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.report.DecisionReports;

/** How it was decided about calls. */
final class DecisionResources {
  private final DecisionReports reports;

  DecisionResources(DecisionReports reports) {
    this.reports = reports;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/decisions/{call}",
            "how it was decided about a call",
            DecisionReports.shape(),
            this::one));
  }

  private Json one(FaceRequest request) {
    String call = request.pathValues().getOrDefault("call", "");
    return Optional.of(call)
        .filter(CallId::isCallId)
        .flatMap(id -> reports.of(new CallId(id)))
        .orElseThrow(() -> CallProblem.CALL_UNKNOWN.exception(call));
  }
}
