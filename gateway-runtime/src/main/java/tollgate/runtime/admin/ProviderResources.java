package tollgate.runtime.admin;

import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderTrial;

/**
 * The providers in force: how they are configured, adding, changing and removing one, whether one
 * can be reached, and reading their settings anew. Calls that run stay with the providers they
 * began with.
 */
final class ProviderResources {
  private static final String ALL = "/admin/providers";
  private static final String ONE = ALL + "/{id}";

  private static final Shape.Members PROBLEM =
      Shape.object(
          "code", Shape.text(),
          "message", Shape.text(),
          "where", Shape.text(),
          "remedy", Shape.text());

  /** Scripts know {@code built-in}; here providers otherwise come from the settings' files. */
  private static final Shape SOURCE = Shape.choice("built-in", "settings");

  private static final Shape.Members LOADED =
      Shape.object(
          "source", SOURCE,
          "configPath", Shape.orNull(Shape.text()),
          "lastLoadedAt", Shape.instant(),
          "lastReloadError",
              Shape.orNull(
                  Shape.object(
                      "source", SOURCE,
                      "configPath", Shape.orNull(Shape.text()),
                      "message", Shape.text(),
                      "at", Shape.instant(),
                      "problems", Shape.items(PROBLEM))),
          "files", Shape.items(Shape.text()));

  private static final Shape.Members LIST =
      LOADED.and("providers", Shape.items(ProviderJson.SHAPE));

  private static final Shape.Members TRIAL =
      Shape.object(
          "provider", Shape.text(),
          "target", Shape.text(),
          "reached", new Shape.Flag(),
          "let_in", new Shape.Flag(),
          "status", Shape.orNull(Shape.whole()),
          "took_ms", Shape.whole(),
          "error", Shape.orNull(Shape.text()));

  private final Generations<Generation> generations;
  private final AdminRoom.ProviderCare care;
  private final ProviderEditing editing;

  ProviderResources(Generations<Generation> generations, AdminRoom.ProviderCare care) {
    this.generations = generations;
    this.care = care;
    this.editing = new ProviderEditing(generations, care);
  }

  List<Route> list() {
    return List.of(
        Route.read(
            ALL,
            "the providers in force, in the operator's order; what may be secret is masked",
            LIST,
            request -> all()),
        Route.read(ONE, "one provider", ProviderJson.SHAPE, request -> shown(find(request))),
        Route.make(
                ALL,
                "adds a provider; checked like a start, in force at once, and kept",
                ProviderJson.SHAPE,
                editing::add)
            .taking(ProviderBody.SHAPE),
        Route.change(
                "PATCH",
                ONE,
                "changes a provider that was added here; null takes a member away",
                ProviderJson.SHAPE,
                editing::change)
            .taking(ProviderBody.SHAPE),
        Route.change("DELETE", ONE, "removes a provider that was added here", LIST, this::remove),
        Route.change(
            "POST",
            ALL + "/reload",
            "reads the providers' settings anew; with any fault in them the old ones stay",
            LIST,
            request -> reload()),
        Route.change("POST", ONE + "/test", "asks a provider something harmless", TRIAL, this::test)
            .with(Param.text("path", "what to ask for; /v1/models")));
  }

  private Json all() {
    ProviderLoading loading = care.loading();
    return Json.object(
        "source",
        source(loading),
        "configPath",
        configPath(loading),
        "providers",
        new Json.Arr(
            generations.current().providers().list().stream().<Json>map(this::shown).toList()),
        "lastLoadedAt",
        loading.loadedAt().toString(),
        "lastReloadError",
        loading.problems().isEmpty() ? Json.NULL : error(loading),
        "files",
        new Json.Arr(
            loading.files().stream().<Json>map(file -> Json.text(file.toString())).toList()));
  }

  private static String source(ProviderLoading loading) {
    return loading.files().isEmpty() ? "built-in" : "settings";
  }

  /** The first of the files; {@code files} has all. */
  private static Json configPath(ProviderLoading loading) {
    return loading.files().stream()
        .findFirst()
        .<Json>map(file -> Json.text(file.toString()))
        .orElse(Json.NULL);
  }

  private Json shown(OpenProvider provider) {
    return ProviderJson.of(provider, !editing.isKept(provider));
  }

  private Json remove(FaceRequest request) {
    editing.remove(request);
    return all();
  }

  private static Json error(ProviderLoading loading) {
    return Json.object(
        "source",
        source(loading),
        "configPath",
        configPath(loading),
        "message",
        loading.problems().getFirst().what(),
        "at",
        loading.failedAt().toString(),
        "problems",
        new Json.Arr(loading.problems().stream().map(ProviderResources::problem).toList()));
  }

  private static Json problem(ProblemReport report) {
    return Json.object(
        "code", report.problem().code(),
        "message", report.what(),
        "where", report.where(),
        "remedy", report.fix());
  }

  private Json reload() {
    care.reload();
    return all();
  }

  private Json test(FaceRequest request) {
    String path = request.query().getOrDefault("path", "/v1/models");
    if (!path.matches("/[!-~]{0,500}")) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception("path", path, "a path");
    }
    try (var pin = generations.pin()) {
      OpenProvider provider = find(pin.value(), request);
      ProviderTrial.Result result = care.trial().ask(provider, path);
      return Json.object(
          "provider", provider.id(),
          "target", result.target(),
          "reached", result.isReached(),
          "let_in", result.isLetIn(),
          "status", result.isReached() ? Json.of(result.status()) : Json.NULL,
          "took_ms", result.took().toMillis(),
          "error", result.trouble().isEmpty() ? Json.NULL : Json.text(result.trouble()));
    }
  }

  private OpenProvider find(FaceRequest request) {
    return find(generations.current(), request);
  }

  private static OpenProvider find(Generation generation, FaceRequest request) {
    String id = request.pathValues().getOrDefault("id", "");
    return generation.providers().find(id).orElseThrow(() -> unknown(generation, id));
  }

  static ProblemException unknown(Generation generation, String id) {
    String ids =
        String.join(", ", generation.providers().list().stream().map(OpenProvider::id).toList());
    return RequestProblem.REQUEST_PROVIDER_UNKNOWN.exception(id, ids);
  }
}
