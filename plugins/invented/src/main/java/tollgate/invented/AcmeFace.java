package tollgate.invented;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.Axis;
import tollgate.api.face.Face;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;

/** Two pages over the ledger: what each tool spent, and what one tool spent. */
final class AcmeFace implements Face {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final Slice ALL =
      new Slice(BEGINNING, BEGINNING.plus(Duration.ofDays(36_500)), Map.of());

  @Override
  public String id() {
    return "acme-face";
  }

  @Override
  public List<Resource> resources() {
    return List.of(
        new Resource("GET", "/acme/spent", Access.READ, AcmeFace::everyTool),
        new Resource("GET", "/acme/spent/{tool}", Access.READ, AcmeFace::oneTool));
  }

  private static WireReply everyTool(FaceRequest request, LedgerView ledger) {
    return reply(ledger.totals(ALL, List.of(Axis.TOOL)));
  }

  private static WireReply oneTool(FaceRequest request, LedgerView ledger) {
    String tool = request.pathValues().getOrDefault("tool", "");
    var slice = new Slice(ALL.from(), ALL.to(), Map.of(Axis.TOOL, tool));
    return reply(ledger.totals(slice, List.of(Axis.TOOL)));
  }

  private static WireReply reply(List<Total> totals) {
    Json[] tools =
        totals.stream()
            .map(total ->
                Json.object(
                    "tool", String.join(" ", total.group()),
                    "calls", total.calls(),
                    "tokens", total.tokens().total(),
                    "usd", total.cost().toUsd()))
            .toArray(Json[]::new);
    return WireReply.json(
        200, Headers.none(), Json.encode(Json.object("spent", Json.array(tools))));
  }
}
