package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginDesk;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.RequestProblem;

/** The plugins: which there are and how they fare, and their whole life. */
final class PluginResources {

  /** The type of a body that is a jar itself. */
  static final String JAR = "application/java-archive";

  private static final String ALL = "/admin/plugins";
  private static final String ONE = ALL + "/{id}";
  private static final Shape.Members FROM_PATH = Shape.object("path", Shape.text());
  private static final Shape.Members WHICH = Shape.object().or("sha256", Shape.text());
  private static final Shape.Members VALUES =
      Shape.object("values", new Shape.Table(Shape.orNull(Shape.text())));

  private final PluginDesk desk;

  PluginResources(PluginDesk desk) {
    this.desk = desk;
  }

  List<Route> list() {
    return Stream.of(told(), life()).flatMap(List::stream).toList();
  }

  private List<Route> told() {
    return List.of(
        Route.read(
            ALL,
            "the plugins in use and disabled, and the files that were refused",
            PluginJson.STANDING,
            request -> standing()),
        Route.read(
            ONE,
            "one plugin: what it brings and how that fares, its settings, its versions",
            PluginJson.DETAIL,
            request -> detail(id(request))),
        Route.make(
                ALL,
                "installs a jar, or replaces the one of its plugin: one of the gateway's machine,"
                    + " or the body itself",
                PluginJson.DETAIL,
                this::install)
            .taking(FROM_PATH)
            .orFile(JAR),
        Route.change(
            "POST",
            ALL + "/reload",
            "reads the folder and the settings of plugins at once",
            PluginJson.STANDING,
            request -> reloadAll()));
  }

  private List<Route> life() {
    return List.of(
        Route.change("DELETE", ONE, "deletes its files", PluginJson.STANDING, this::remove),
        Route.change(
            "POST", ONE + "/enable", "uses it again", PluginJson.DETAIL, each(desk::enable, true)),
        Route.change(
            "POST",
            ONE + "/disable",
            "leaves it where it is and does not use it, after a restart neither",
            PluginJson.DETAIL,
            each(desk::enable, false)),
        Route.change("POST", ONE + "/reload", "starts it anew", PluginJson.DETAIL, this::reload),
        Route.change(
                "POST",
                ONE + "/rollback",
                "goes back to the version before, or to one that is named",
                PluginJson.DETAIL,
                this::rollBack)
            .taking(WHICH),
        Route.change(
            "POST",
            ONE + "/release",
            "asks what was set aside of it again",
            PluginJson.DETAIL,
            this::release),
        Route.change(
                "PUT",
                ONE + "/settings",
                "sets settings of it; null takes back what was set here",
                PluginJson.DETAIL,
                this::configure)
            .taking(VALUES));
  }

  /** Something that is done to a plugin. */
  @FunctionalInterface
  private interface Turn {
    void to(String id, boolean on);
  }

  private Route.Question each(Turn turn, boolean on) {
    return request -> {
      turn.to(id(request), on);
      return detail(id(request));
    };
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  private Json standing() {
    return PluginJson.of(desk.inForce());
  }

  private Json detail(String id) {
    PluginSet set = desk.inForce();
    Optional<PluginCard> active = set.plugin(id);
    PluginCard card =
        active
            .or(() -> set.disabled().stream().filter(one -> one.id().equals(id)).findFirst())
            .orElseThrow(() -> PluginProblem.PLUGIN_NOT_THERE.exception(id));
    return PluginJson.of(set, card, active.isPresent(), desk.versions(id));
  }

  private Json install(FaceRequest request) {
    boolean jar = request.head().headers().first("content-type").startsWith(JAR);
    PluginCard installed =
        jar
            ? desk.install(request.body().getBytes(StandardCharsets.ISO_8859_1))
            : desk.install(path(request));
    return detail(installed.id());
  }

  private static Path path(FaceRequest request) {
    Map<String, Json> members = RequestBody.members(request.body(), FROM_PATH);
    String text = RequestBody.text(members, "path", "");
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception("path", text, "an absolute path");
    }
    return path;
  }

  private Json remove(FaceRequest request) {
    desk.remove(id(request));
    return standing();
  }

  private Json reload(FaceRequest request) {
    desk.reload(id(request));
    return detail(id(request));
  }

  private Json reloadAll() {
    desk.reload();
    return standing();
  }

  private Json rollBack(FaceRequest request) {
    Map<String, Json> members = RequestBody.members(request.body(), WHICH);
    desk.rollBack(id(request), RequestBody.text(members, "sha256", ""));
    return detail(id(request));
  }

  private Json release(FaceRequest request) {
    desk.release(id(request));
    return detail(id(request));
  }

  private Json configure(FaceRequest request) {
    var values = new LinkedHashMap<String, Optional<String>>();
    if (RequestBody.members(request.body(), VALUES).get("values") instanceof Json.Obj(var given)) {
      given.forEach((name, value) ->
          values.put(
              name, value instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty()));
    }
    desk.configure(id(request), values);
    return detail(id(request));
  }
}
