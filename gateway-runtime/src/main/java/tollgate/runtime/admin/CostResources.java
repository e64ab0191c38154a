package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.CostJson;
import tollgate.runtime.report.UnpricedJson;

/**
 * The ledger's costs: which calls have none and why, how to give them one after the fact, and
 * whether everything adds up. The last takes a look at every row and so needs the token as well.
 */
final class CostResources {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final AdminRoom.Costs costs;
  private final InstantSource clock;

  CostResources(AdminRoom.Costs costs, InstantSource clock) {
    this.costs = costs;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(
        unpriced(costs.unpriced()),
        Route.change(
                "POST",
                "/admin/costs/backfill",
                "prices calls after the fact",
                CostJson.backfillShape(),
                this::backfill)
            .with(
                Param.of("since", Shape.instant(), "calls that arrived earlier are left alone"),
                Param.of("all", new Shape.Flag(), "whether known costs are worked out again"),
                Param.of("dry_run", new Shape.Flag(), "whether to tell only what would be done")),
        Route.change(
            "POST",
            "/admin/ledger/verify",
            "adds up and works out everything anew, and tells what does not agree",
            CostJson.findingsShape(),
            request -> CostJson.of(costs.verify().get())));
  }

  /** What of it needs nothing but the database and the prices. */
  static Route unpriced(AdminRoom.Unpriced unpriced) {
    return Route.read(
            "/admin/pricing/unpriced",
            "what has no known cost, and what would give it one",
            UnpricedJson.shape(),
            request -> page(unpriced, request))
        .with(
            Param.of("limit", new Shape.Whole(1), "how many, 500 at most; 50"),
            Param.of("offset", Shape.whole(), "how many to leave out; 0"));
  }

  private static Json page(AdminRoom.Unpriced unpriced, FaceRequest request) {
    int limit = Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
    int offset = QueryNumbers.whole(request, "offset", 0, 0);
    return UnpricedJson.of(unpriced.page(limit, offset));
  }

  private Json backfill(FaceRequest request) {
    boolean all = isAsked(request, "all");
    boolean dryRun = isAsked(request, "dry_run");
    return CostJson.of(costs.backfill().run(since(request, all), all, dryRun), dryRun);
  }

  /** Without an instant the task's own lookback holds, and everything where all is asked for. */
  private Instant since(FaceRequest request, boolean all) {
    String text = request.query().getOrDefault("since", "");
    if (text.isEmpty()) {
      return all ? Instant.EPOCH : clock.instant().minus(costs.lookback());
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException notAnInstant) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception("since", text, "an instant in ISO 8601");
    }
  }

  private static boolean isAsked(FaceRequest request, String name) {
    String text = request.query().getOrDefault(name, "false");
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw RequestProblem.REQUEST_BAD_PARAMETER.exception(name, text, "true or false");
    };
  }
}
