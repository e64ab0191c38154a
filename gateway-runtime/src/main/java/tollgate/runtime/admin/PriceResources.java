package tollgate.runtime.admin;

import java.util.List;
import java.util.function.Predicate;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.report.PriceReports;

/**
 * The prices in force: by model, by source, and where sources disagree. A sheet that was held is
 * taken by {@code POST /admin/pricing/held/<source>/accept}.
 */
final class PriceResources {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;

  private final PriceReports reports;
  private final Predicate<String> accept;

  PriceResources(PriceReports reports, Predicate<String> accept) {
    this.reports = reports;
    this.accept = accept;
  }

  List<Resource> list() {
    return List.of(
        new Resource(
            "GET", "/admin/pricing", Access.READ, (request, ledger) -> ok(prices(request))),
        new Resource(
            "GET",
            "/admin/pricing/disagreements",
            Access.READ,
            (request, ledger) -> ok(reports.disagreements(limit(request), offset(request)))),
        new Resource(
            "POST",
            "/admin/pricing/held/{source}/accept",
            Access.CHANGE,
            (request, ledger) -> accept(request.pathValues().getOrDefault("source", ""))));
  }

  private Json prices(FaceRequest request) {
    String model = request.query().getOrDefault("model", "");
    return model.isEmpty()
        ? reports.overview(limit(request), offset(request))
        : reports.model(request.query().getOrDefault("provider", ""), model);
  }

  private WireReply accept(String source) {
    if (!accept.test(source)) {
      throw Problem.PRICE_NOTHING_HELD.exception(source);
    }
    return ok(Json.object("ok", true, "source", source));
  }

  private static int limit(FaceRequest request) {
    return Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
  }

  private static int offset(FaceRequest request) {
    return QueryNumbers.whole(request, "offset", 0, 0);
  }

  private static WireReply ok(Json body) {
    return WireReply.json(200, Headers.none(), JsonText.write(body));
  }
}
