package tollgate.runtime.admin;

import java.util.List;
import java.util.Map;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.Tested;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;

/** The policies: which there are and what they did, their files, and how they are used. */
final class PolicyResources {

  private static final String ALL = "/admin/policies";
  private static final String ONE = ALL + "/{name}";
  private static final Shape.Members FILES =
      Shape.object("text", Shape.text()).or("cases", Shape.text());

  private final PolicyDesk desk;

  PolicyResources(PolicyDesk desk) {
    this.desk = desk;
  }

  List<Route> list() {
    return List.of(
        Route.read(ALL, "the policies and what they did", PolicyJson.STANDING, this::standing),
        Route.read(ONE, "a policy's files", PolicyJson.FILES, this::files),
        Route.change(
                "PUT", ONE, "saves a policy that passes its cases", PolicyJson.SAVED, this::put)
            .taking(FILES),
        Route.change("DELETE", ONE, "deletes a policy", PolicyJson.STANDING, this::delete),
        Route.change("POST", ONE + "/mode", "uses it so", PolicyJson.STANDING, this::mode)
            .taking(Shape.object("mode", Shape.choice("enforce", "shadow", "off"))),
        Route.change(
            "POST",
            ONE + "/release",
            "lets it out of quarantine",
            PolicyJson.STANDING,
            this::release),
        Route.change(
                "POST", ONE + "/test", "runs cases, saves nothing", PolicyJson.TESTED, this::test)
            .taking(FILES),
        Route.read(
            ONE + "/versions",
            "its newest texts, the newest first",
            PolicyJson.VERSIONS,
            this::versions),
        Route.read(ONE + "/versions/{number}", "one of them", PolicyJson.VERSION, this::version),
        Route.change(
                "POST",
                ONE + "/rollback",
                "saves a version again",
                PolicyJson.SAVED,
                this::rollBack)
            .taking(Shape.object("version", Shape.whole())),
        Route.change(
            "POST",
            ALL + "/reload",
            "reads the folder at once",
            PolicyJson.STANDING,
            this::reload));
  }

  private Json standing(FaceRequest request) {
    return PolicyJson.of(desk.standing());
  }

  private Json reload(FaceRequest request) {
    return PolicyJson.of(desk.reload());
  }

  private static String name(FaceRequest request) {
    return request.pathValues().getOrDefault("name", "");
  }

  private Json files(FaceRequest request) {
    PolicyDesk.Files files = desk.read(name(request));
    return Json.object("name", name(request), "text", files.text(), "cases", files.cases());
  }

  private Json put(FaceRequest request) {
    PolicyDesk.Files files = given(request);
    Tested tested = desk.put(name(request), files);
    return PolicyJson.of(desk.standing(), tested);
  }

  private Json delete(FaceRequest request) {
    desk.delete(name(request));
    return standing(request);
  }

  private Json mode(FaceRequest request) {
    String text = text(members(request), "mode");
    Mode mode =
        Mode.of(text)
            .orElseThrow(() ->
                RequestProblem.REQUEST_BAD_PARAMETER.exception(
                    "mode", text, "\"enforce\", \"shadow\" or \"off\""));
    desk.mode(name(request), mode);
    return standing(request);
  }

  private Json release(FaceRequest request) {
    desk.release(name(request));
    return standing(request);
  }

  private Json test(FaceRequest request) {
    return PolicyJson.of(desk.test(name(request), given(request)));
  }

  private Json versions(FaceRequest request) {
    List<PolicyDesk.Version> versions = desk.versions(name(request));
    return PolicyJson.of(versions, now(name(request), versions));
  }

  /** The files of a policy; those of none where it was deleted. */
  private PolicyDesk.Files now(String name, List<PolicyDesk.Version> versions) {
    try {
      return desk.read(name);
    } catch (ProblemException absent) {
      if (versions.isEmpty()) {
        throw absent;
      }
      return new PolicyDesk.Files("", "");
    }
  }

  private Json version(FaceRequest request) {
    long number = number(request.pathValues().getOrDefault("number", ""));
    return desk.versions(name(request)).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .map(PolicyJson::of)
        .orElseThrow(() -> PolicyProblem.POLICY_NO_VERSION.exception(name(request), number));
  }

  private Json rollBack(FaceRequest request) {
    Json version = members(request).getOrDefault("version", Json.NULL);
    long number = number(Json.encode(version));
    Tested tested = desk.rollBack(name(request), number);
    return PolicyJson.of(desk.standing(), tested);
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception("version", text, "a version's number");
    }
    return Long.parseLong(text);
  }

  private static PolicyDesk.Files given(FaceRequest request) {
    Map<String, Json> members = members(request);
    return new PolicyDesk.Files(text(members, "text"), text(members, "cases"));
  }

  private static Map<String, Json> members(FaceRequest request) {
    try {
      return JsonText.parse(request.body()) instanceof Json.Obj(var members) ? members : Map.of();
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  private static String text(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Text(var text) ? text : "";
  }
}
