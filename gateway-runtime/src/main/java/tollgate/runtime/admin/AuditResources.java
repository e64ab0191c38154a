package tollgate.runtime.admin;

import java.time.Instant;
import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.runtime.json.Shape;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.LogFilter;

/** Who changed what. */
final class AuditResources {
  private final AuditReports audit;

  AuditResources(AuditReports audit) {
    this.audit = audit;
  }

  List<Route> list() {
    return List.of(
        Route.read(
                "/admin/audit",
                "who changed what, the newest first",
                audit.shape(),
                request -> audit.page(wish(request), Query.limit(request)))
            .with(
                Query.PAGES.getFirst(),
                Param.of("before", Shape.whole(), "only entries older than the one with this id"),
                Param.text("actor", "only what this one did"),
                Param.text("action", "only actions that begin so, such as key."),
                Param.text("subject", "only what was done to this"),
                Param.of("from", Shape.instant(), "the first instant"),
                Param.of("to", Shape.instant(), "the instant before which it ends")));
  }

  private static AuditReports.Wish wish(FaceRequest request) {
    return new AuditReports.Wish(
        Query.text(request, "actor"),
        Query.text(request, "action"),
        Query.text(request, "subject"),
        QueryTimes.instant(request, "from", Instant.EPOCH),
        QueryTimes.instant(request, "to", LogFilter.ALL.to()),
        Query.row(request, "before"));
  }
}
