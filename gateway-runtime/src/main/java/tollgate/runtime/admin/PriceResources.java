package tollgate.runtime.admin;

import java.util.List;
import java.util.function.Predicate;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.report.PriceReports;

/**
 * The prices in force: by model, by source, and where sources disagree. A sheet that was held is
 * taken by {@code POST /admin/pricing/held/<source>/accept}.
 */
final class PriceResources {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;
  private static final Param LIMIT =
      Param.of("limit", new Shape.Whole(1), "how many, 1000 at most; 50");
  private static final Param OFFSET = Param.of("offset", Shape.whole(), "how many to leave out; 0");

  private final PriceReports reports;
  private final Predicate<String> accept;

  PriceResources(PriceReports reports, Predicate<String> accept) {
    this.reports = reports;
    this.accept = accept;
  }

  List<Route> list() {
    return List.of(
        Route.read(
                "/admin/pricing",
                "the price of a model; without one the sources and a page of all prices",
                PriceReports.shape(),
                this::prices)
            .with(
                Param.text("model", "the model"),
                Param.text("provider", "the provider it is asked of"),
                LIMIT,
                OFFSET),
        Route.read(
                "/admin/pricing/disagreements",
                "the rates on which sources do not agree",
                PriceReports.disagreementsShape(),
                request -> reports.disagreements(limit(request), offset(request)))
            .with(LIMIT, OFFSET),
        Route.change(
            "POST",
            "/admin/pricing/held/{source}/accept",
            "takes the sheet of a source that was held because it looks wrong",
            Shape.object("ok", new Shape.Flag(), "source", Shape.text()),
            request -> accept(request.pathValues().getOrDefault("source", ""))));
  }

  private Json prices(FaceRequest request) {
    String model = request.query().getOrDefault("model", "");
    return model.isEmpty()
        ? reports.overview(limit(request), offset(request))
        : reports.model(request.query().getOrDefault("provider", ""), model);
  }

  private Json accept(String source) {
    if (!accept.test(source)) {
      throw MoneyProblem.PRICE_NOTHING_HELD.exception(source);
    }
    return Json.object("ok", true, "source", source);
  }

  private static int limit(FaceRequest request) {
    return Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
  }

  private static int offset(FaceRequest request) {
    return QueryNumbers.whole(request, "offset", 0, 0);
  }
}
