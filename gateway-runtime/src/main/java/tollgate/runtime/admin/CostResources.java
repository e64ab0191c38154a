package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.Problem;
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

  List<Resource> list() {
    return List.of(
        new Resource(
            "GET",
            "/admin/pricing/unpriced",
            Access.READ,
            (request, ledger) -> ok(unpriced(request))),
        new Resource(
            "POST",
            "/admin/costs/backfill",
            Access.CHANGE,
            (request, ledger) -> ok(backfill(request))),
        new Resource(
            "POST",
            "/admin/ledger/verify",
            Access.CHANGE,
            (request, ledger) -> ok(CostJson.of(costs.verify().get()))));
  }

  private Json unpriced(FaceRequest request) {
    int limit = Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
    int offset = QueryNumbers.whole(request, "offset", 0, 0);
    return UnpricedJson.of(costs.unpriced().page(limit, offset));
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
      throw Problem.REQUEST_BAD_PARAMETER.exception("since", text, "an instant in ISO 8601");
    }
  }

  private static boolean isAsked(FaceRequest request, String name) {
    String text = request.query().getOrDefault(name, "false");
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw Problem.REQUEST_BAD_PARAMETER.exception(name, text, "true or false");
    };
  }

  private static WireReply ok(Json body) {
    return WireReply.json(200, Headers.none(), JsonText.write(body));
  }
}
