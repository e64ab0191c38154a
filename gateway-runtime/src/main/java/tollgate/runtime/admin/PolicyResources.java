package tollgate.runtime.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.policy.CaseResult;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicyTally;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.report.DecisionReports;

/** The policies: which there are and what they did, their files, and how they are used. */
final class PolicyResources {

  private static final String ONE = "/admin/policies/{name}";

  private final PolicyDesk desk;
  private final DecisionReports decisions;

  PolicyResources(PolicyDesk desk, DecisionReports decisions) {
    this.desk = desk;
    this.decisions = decisions;
  }

  List<Resource> list() {
    return List.of(
        new Resource(
            "GET", "/admin/policies", Access.READ, (request, ledger) -> ok(json(desk.standing()))),
        new Resource("GET", ONE, Access.READ, (request, ledger) -> ok(files(name(request)))),
        new Resource("PUT", ONE, Access.CHANGE, (request, ledger) -> put(request)),
        new Resource("DELETE", ONE, Access.CHANGE, (request, ledger) -> delete(request)),
        new Resource("POST", ONE + "/mode", Access.CHANGE, (request, ledger) -> mode(request)),
        new Resource(
            "POST", ONE + "/release", Access.CHANGE, (request, ledger) -> release(request)),
        new Resource("POST", ONE + "/test", Access.CHANGE, (request, ledger) -> test(request)),
        new Resource(
            "POST",
            "/admin/policies/reload",
            Access.CHANGE,
            (request, ledger) -> ok(json(desk.reload()))),
        new Resource(
            "GET",
            "/admin/decisions/{call}",
            Access.READ,
            (request, ledger) -> ok(decision(request))));
  }

  private Json decision(FaceRequest request) {
    String call = request.pathValues().getOrDefault("call", "");
    return Optional.of(call)
        .filter(CallId::isCallId)
        .flatMap(id -> decisions.of(new CallId(id)))
        .orElseThrow(() -> Problem.CALL_UNKNOWN.exception(call));
  }

  private static String name(FaceRequest request) {
    return request.pathValues().getOrDefault("name", "");
  }

  private Json files(String name) {
    PolicyDesk.Files files = desk.read(name);
    return Json.object("name", name, "text", files.text(), "cases", files.cases());
  }

  private WireReply put(FaceRequest request) {
    desk.put(name(request), files(request));
    return ok(json(desk.standing()));
  }

  private WireReply delete(FaceRequest request) {
    desk.delete(name(request));
    return ok(json(desk.standing()));
  }

  private WireReply mode(FaceRequest request) {
    String text = text(members(request), "mode");
    Mode mode =
        Mode.of(text)
            .orElseThrow(() ->
                Problem.REQUEST_BAD_PARAMETER.exception(
                    "mode", text, "\"enforce\", \"shadow\" or \"off\""));
    desk.mode(name(request), mode);
    return ok(json(desk.standing()));
  }

  private WireReply release(FaceRequest request) {
    desk.release(name(request));
    return ok(json(desk.standing()));
  }

  private WireReply test(FaceRequest request) {
    List<CaseResult> results = desk.test(name(request), files(request));
    var cases = new ArrayList<Json>();
    results.forEach(result ->
        cases.add(
            Json.object(
                "name", result.name(), "passed", result.passed(), "problem", result.problem())));
    return ok(
        Json.object(
            "passed", results.stream().allMatch(CaseResult::passed), "cases", new Json.Arr(cases)));
  }

  private static PolicyDesk.Files files(FaceRequest request) {
    Map<String, Json> members = members(request);
    return new PolicyDesk.Files(text(members, "text"), text(members, "cases"));
  }

  private static Map<String, Json> members(FaceRequest request) {
    try {
      return JsonText.parse(request.body()) instanceof Json.Obj(var members) ? members : Map.of();
    } catch (MalformedJson malformed) {
      throw Problem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  private static String text(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Text(var text) ? text : "";
  }

  private static Json json(PolicyDesk.Standing standing) {
    return Json.object(
        "generation",
        standing.generation(),
        "policies",
        new Json.Arr(standing.policies().stream().map(PolicyResources::json).toList()),
        "findings",
        new Json.Arr(standing.findings().stream().map(PolicyResources::json).toList()));
  }

  private static Json json(PolicyHost.State state) {
    return Json.object(
        "name", state.name(),
        "mode", state.mode().text(),
        "on_error", state.onError(),
        "hash", state.hash(),
        "quarantined", state.quarantined(),
        "counters", json(state.tally()));
  }

  private static Json json(PolicyTally tally) {
    var verdicts = new LinkedHashMap<String, Json>();
    tally.verdicts().forEach((kind, count) -> verdicts.put(kind, Json.of(count)));
    return Json.object(
        "calls", tally.calls(),
        "failures", tally.failures(),
        "total_us", tally.micros(),
        "verdicts", new Json.Obj(verdicts),
        "bounds_us", numbers(PolicyTally.BOUNDS_MICROS),
        "times", numbers(tally.times()));
  }

  private static Json numbers(List<Long> numbers) {
    return new Json.Arr(numbers.stream().<Json>map(Json::of).toList());
  }

  private static Json json(Finding finding) {
    return Json.object(
        "file", finding.file(),
        "line", finding.line(),
        "column", finding.column(),
        "excerpt", finding.excerpt(),
        "message", finding.message());
  }

  private static WireReply ok(Json body) {
    return WireReply.json(200, Headers.none(), JsonText.write(body));
  }
}
