package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.RunningCall;
import tollgate.runtime.call.RunningCalls;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.problem.CallProblem;

/** Calls under way: who they are, how far they have come, and how to end one. */
final class CallResources {

  private static final Shape.Members CALL =
      Shape.object(
          "id", Shape.text(),
          "stage", Shape.text(),
          "arrived_at", Shape.instant(),
          "running_ms", Shape.whole(),
          "tool", Shape.text(),
          "instance", Shape.text(),
          "session", Shape.text(),
          "agent", Shape.text(),
          "key", Shape.text(),
          "provider", Shape.text(),
          "model", Shape.text(),
          "dialect", Shape.text(),
          "method", Shape.text(),
          "path", Shape.text(),
          "streamed", new Shape.Flag(),
          "peer", Shape.text(),
          "input_tokens", Shape.whole(),
          "output_tokens", Shape.whole(),
          "cache_read_tokens", Shape.whole());

  private final RunningCalls running;
  private final Actions actions;

  CallResources(RunningCalls running, Actions actions) {
    this.running = running;
    this.actions = actions;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/calls",
            "the calls under way, the oldest first",
            Shape.object("calls", Shape.items(CALL)),
            request -> calls()),
        Route.read(
            "/admin/calls/{id}", "one call under way", CALL, request -> json(find(id(request)))),
        Route.change(
            "POST",
            "/admin/calls/{id}/stop",
            "ends a call; its client is told in its own language",
            Shape.object("ok", new Shape.Flag(), "call", Shape.text()),
            request -> stop(id(request))));
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  private Json calls() {
    return Json.object(
        "calls", new Json.Arr(running.list().stream().<Json>map(CallResources::json).toList()));
  }

  private Json stop(String id) {
    RunningCall call = find(id);
    actions.note(Actor.current().name(), "call.stopped", call.id().text(), "");
    call.stop();
    return Json.object("ok", true, "call", call.id().text());
  }

  private RunningCall find(String id) {
    return running.find(id).orElseThrow(() -> CallProblem.CALL_UNKNOWN.exception(id));
  }

  private static Json.Obj json(RunningCall call) {
    TokenCounts tokens = call.usage().tokens();
    return Json.object(
        "id", call.id().text(),
        "stage", call.stage().name().toLowerCase(Locale.ROOT),
        "arrived_at", call.arrivedAt().toString(),
        "running_ms", Duration.between(call.arrivedAt(), Instant.now()).toMillis(),
        "tool", call.identity().tool(),
        "instance", call.identity().instance(),
        "session", call.identity().session(),
        "agent", call.identity().agent(),
        "key", call.key(),
        "provider", call.provider(),
        "model", call.model(),
        "dialect", call.facts().dialect().value(),
        "method", call.method(),
        "path", call.path(),
        "streamed", call.facts().streaming(),
        "peer", call.peer(),
        "input_tokens", tokens.input(),
        "output_tokens", tokens.output(),
        "cache_read_tokens", tokens.cacheRead());
  }
}
