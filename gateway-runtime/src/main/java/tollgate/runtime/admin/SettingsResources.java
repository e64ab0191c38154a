package tollgate.runtime.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tollgate.api.json.Json;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.json.Shape;

/** The settings in force, each with where it comes from. Secrets are masked. */
final class SettingsResources {
  private static final Shape SHAPE =
      Shape.object(
          "settings",
          Shape.items(
              Shape.object("path", Shape.text(), "value", Shape.text(), "origin", Shape.text())),
          "warnings",
          Shape.items(
              Shape.object("path", Shape.text(), "where", Shape.text(), "message", Shape.text())),
          "files",
          Shape.items(Shape.text()));

  private final LoadedSettings loaded;

  SettingsResources(LoadedSettings loaded) {
    this.loaded = loaded;
  }

  List<Route> list() {
    String summary = "every setting with its value, secrets masked, and where that comes from";
    return List.of(
        Route.read("/admin/settings", summary, SHAPE, request -> document()),
        Route.read("/admin/config", "the same as /admin/settings", SHAPE, request -> document()));
  }

  private Json document() {
    return Json.object(
        "settings",
        array(
            loaded.effective(),
            setting ->
                Json.object(
                    "path", setting.path(), "value", setting.value(), "origin", setting.origin())),
        "warnings",
        array(
            loaded.warnings(),
            warning ->
                Json.object(
                    "path", warning.path(),
                    "where", warning.where(),
                    "message", warning.message())),
        "files",
        array(loaded.files(), SettingsResources::file));
  }

  private static Json file(Path file) {
    return Json.text(file.toString());
  }

  private static <T> Json array(List<T> values, Function<T, Json> json) {
    return new Json.Arr(values.stream().map(json).toList());
  }
}
