package tollgate.runtime.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Imports;
import tollgate.runtime.problem.RequestProblem;

/** Takes in calls that other gateways recorded. */
final class ImportResources {
  private static final int MOST = 1_000;

  private static final Shape.Members WISH =
      Shape.object(
              "source", Shape.text(), "calls", Shape.items(new Shape.Table(new Shape.Anything())))
          .or("dry_run", new Shape.Flag());

  private static final Shape RESULT =
      Shape.object(
          "taken", Shape.whole(),
          "known", Shape.whole(),
          "refused", Shape.items(Shape.object("call", Shape.text(), "why", Shape.text())));

  private final Imports imports;
  private final Actions actions;

  ImportResources(Imports imports, Actions actions) {
    this.imports = imports;
    this.actions = actions;
  }

  List<Route> list() {
    return List.of(
        Route.change(
                "POST",
                "/admin/import",
                "takes in ended calls of another gateway, in the form of an export; those that are"
                    + " there already are left alone",
                RESULT,
                this::take)
            .taking(WISH));
  }

  private Json take(FaceRequest request) {
    Map<String, Json> members = RequestBody.members(request.body(), WISH);
    String source = RequestBody.text(members, "source", "");
    if (!source.matches("[\\w.@-]{1,64}")) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "source", source, "a word of at most 64 letters, digits, dots, dashes and underscores");
    }
    var calls = new ArrayList<Json.Obj>();
    if (members.get("calls") instanceof Json.Arr(var items)) {
      items.forEach(item -> calls.add((Json.Obj) item));
    }
    if (calls.size() > MOST) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "calls", calls.size() + " of them", "at most " + MOST);
    }
    boolean dryRun = Json.of(true).equals(members.get("dry_run"));
    Imports.Result foreseen = imports.take(source, calls, true);
    if (dryRun || foreseen.taken() == 0) {
      return json(foreseen);
    }
    // first, since what nobody could be told of must not happen
    actions.note(Actor.current().name(), "calls.imported", source, foreseen.taken() + " calls");
    return json(imports.take(source, calls, false));
  }

  private static Json json(Imports.Result result) {
    return Json.object(
        "taken",
        result.taken(),
        "known",
        result.known(),
        "refused",
        new Json.Arr(
            result.refused().stream()
                .<Json>map(one -> Json.object("call", one.call(), "why", one.why()))
                .toList()));
  }
}
