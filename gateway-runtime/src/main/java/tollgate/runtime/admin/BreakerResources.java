package tollgate.runtime.admin;

import java.time.Instant;
import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.upstream.BreakerState;
import tollgate.runtime.upstream.Breakers;

/** The breakers of the providers that were used: how they stand, and closing one by hand. */
final class BreakerResources {
  private static final Shape.Members BREAKER =
      Shape.object(
          "providerId", Shape.text(),
          "state", Shape.choice("closed", "open", "half-open"),
          "failures", Shape.whole(),
          "openedAt", Shape.whole(),
          "lastActivity", Shape.whole(),
          "retryAfterMs", Shape.whole());

  private final Breakers breakers;
  private final Actions actions;

  BreakerResources(Breakers breakers, Actions actions) {
    this.breakers = breakers;
    this.actions = actions;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/breakers",
            "the breakers of the providers that were used",
            Shape.object("breakers", Shape.items(BREAKER)),
            request -> all()),
        Route.read("/admin/breakers/{provider}", "one breaker", BREAKER, this::one),
        Route.change(
            "POST",
            "/admin/breakers/{provider}/reset",
            "closes a breaker",
            Shape.object("ok", new Shape.Flag(), "providerId", Shape.text()),
            this::reset));
  }

  private Json all() {
    return Json.object(
        "breakers",
        new Json.Arr(breakers.snapshot().stream().<Json>map(BreakerResources::json).toList()));
  }

  private Json one(FaceRequest request) {
    return json(find(provider(request)));
  }

  private BreakerState find(String provider) {
    return breakers.snapshot().stream()
        .filter(breaker -> breaker.provider().equals(provider))
        .findFirst()
        .orElseThrow(() -> CallProblem.BREAKER_UNKNOWN.exception(provider));
  }

  private Json reset(FaceRequest request) {
    String provider = find(provider(request)).provider();
    actions.note(Actor.current().name(), "breaker.reset", provider, "");
    breakers.reset(provider);
    return Json.object("ok", true, "providerId", provider);
  }

  private static String provider(FaceRequest request) {
    return request.pathValues().getOrDefault("provider", "");
  }

  private static Json.Obj json(BreakerState breaker) {
    String state =
        switch (breaker.position()) {
          case CLOSED -> "closed";
          case OPEN -> "open";
          case HALF_OPEN -> "half-open";
        };
    return Json.object(
        "providerId", breaker.provider(),
        "state", state,
        "failures", breaker.failures(),
        "openedAt", millis(breaker.openedAt()),
        "lastActivity", millis(breaker.lastActivity()),
        "retryAfterMs", breaker.retryAfter().toMillis());
  }

  private static long millis(Instant at) {
    return at.toEpochMilli();
  }
}
