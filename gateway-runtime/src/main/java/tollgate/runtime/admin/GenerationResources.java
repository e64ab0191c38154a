package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.GenerationState;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.json.Shape;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.problem.ProblemReport;

/** What calls run on: the current generation, those that calls still hold, and those before. */
final class GenerationResources {

  private static final Shape.Members ONE =
      Shape.object(
          "number", Shape.whole(),
          "state", Shape.choice("current", "pinned", "closed"),
          "since", Shape.instant(),
          "age_seconds", Shape.whole(),
          "calls", Shape.whole(),
          "collected", new Shape.Flag(),
          "contents", new Shape.Table(Shape.text()));

  private static final Shape.Members RELOADED =
      Shape.object(
          "generation", Shape.whole(),
          "restart_needed", Shape.items(Shape.text()),
          "problems",
              Shape.items(
                  Shape.object(
                      "code", Shape.text(),
                      "message", Shape.text(),
                      "where", Shape.text(),
                      "remedy", Shape.text())),
          "findings", Shape.items(Shape.text()));

  private final Generations<Generation> generations;
  private final Reloading reloading;
  private final InstantSource clock;

  GenerationResources(
      Generations<Generation> generations, Reloading reloading, InstantSource clock) {
    this.generations = generations;
    this.reloading = reloading;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/generations",
            "what calls run on: plugins, providers, prices and policies by their versions, the"
                + " current generation first, those that calls still hold, the last ones before",
            Shape.object("generations", Shape.items(ONE)),
            request -> all()),
        Route.change(
            "POST",
            "/admin/reload",
            "reads settings, providers, prices and policies anew, as the signal HUP does; tells"
                + " which changed settings need a restart",
            RELOADED,
            request -> reload()));
  }

  private Json all() {
    Instant now = clock.instant();
    return Json.object(
        "generations",
        new Json.Arr(
            generations.describe().stream().<Json>map(state -> json(state, now)).toList()));
  }

  private static Json json(GenerationState state, Instant now) {
    Map<String, Json> contents = new TreeMap<>();
    state.contents().forEach((kind, version) -> contents.put(kind, Json.text(version)));
    return Json.object(
        "number", state.number(),
        "state", state.closed() ? "closed" : state.retired() ? "pinned" : "current",
        "since", state.since().toString(),
        "age_seconds", Math.max(0, Duration.between(state.since(), now).toSeconds()),
        "calls", state.pins(),
        "collected", state.collected(),
        "contents", new Json.Obj(contents));
  }

  private Json reload() {
    Reloading.Reloaded reloaded = reloading.reload();
    return Json.object(
        "generation", reloaded.generation(),
        "restart_needed", new Json.Arr(reloaded.restart().stream().<Json>map(Json::text).toList()),
        "problems",
            new Json.Arr(reloaded.problems().stream().map(GenerationResources::json).toList()),
        "findings",
            new Json.Arr(
                reloaded.findings().stream().map(Finding::text).<Json>map(Json::text).toList()));
  }

  private static Json json(ProblemReport report) {
    return Json.object(
        "code", report.problem().code(),
        "message", report.what(),
        "where", report.where(),
        "remedy", report.fix());
  }
}
