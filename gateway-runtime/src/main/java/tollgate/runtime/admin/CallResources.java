package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.RunningCall;
import tollgate.runtime.call.RunningCalls;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.problem.Problem;

/** Calls under way: who they are, how far they have come, and how to end one. */
final class CallResources {

  private final RunningCalls running;
  private final Actions actions;

  CallResources(RunningCalls running, Actions actions) {
    this.running = running;
    this.actions = actions;
  }

  List<Resource> list() {
    return List.of(
        new Resource("GET", "/admin/calls", Access.READ, (request, ledger) -> calls()),
        new Resource(
            "GET",
            "/admin/calls/{id}",
            Access.READ,
            (request, ledger) -> ok(json(find(id(request))))),
        new Resource(
            "POST",
            "/admin/calls/{id}/stop",
            Access.CHANGE,
            (request, ledger) -> stop(id(request))));
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  private WireReply calls() {
    return ok(
        Json.object(
            "calls",
            new Json.Arr(running.list().stream().<Json>map(CallResources::json).toList())));
  }

  private WireReply stop(String id) {
    RunningCall call = find(id);
    call.stop();
    actions.note(AdminRoom.ACTOR, "call.stopped", call.id().text(), "");
    return ok(Json.object("ok", true, "call", call.id().text()));
  }

  private RunningCall find(String id) {
    return running.find(id).orElseThrow(() -> Problem.CALL_UNKNOWN.exception(id));
  }

  private static Json json(RunningCall call) {
    TokenCounts tokens = call.usage().tokens();
    return Json.object(
        "id", call.id().text(),
        "stage", call.stage().name().toLowerCase(java.util.Locale.ROOT),
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

  private static WireReply ok(Json body) {
    return WireReply.json(200, Headers.none(), JsonText.write(body));
  }
}
