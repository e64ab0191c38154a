package tollgate.runtime.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.wire.GatewayHeaders;

/** Writes the table of routes as an OpenAPI document. */
final class OpenApi {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)(?:\\.\\.\\.)?\\}");
  private static final String JSON = "application/json";

  private static final Json BINARY = Json.object("type", "string", "format", "binary");

  private static final Shape PROBLEM =
      Shape.object(
          "error", Shape.text(),
          "code", Shape.text(),
          "problem", Shape.text(),
          "remedy", Shape.text());

  private OpenApi() {}

  /** The document. */
  static Json.Obj document(List<Route> routes, String version) {
    var paths = new TreeMap<String, Map<String, Json>>();
    for (Route route : routes) {
      Resource resource = route.resource();
      paths
          .computeIfAbsent(path(resource), path -> new LinkedHashMap<>())
          .put(resource.method().toLowerCase(Locale.ROOT), operation(route));
    }
    var all = new LinkedHashMap<String, Json>();
    paths.forEach((path, operations) -> all.put(path, new Json.Obj(operations)));
    return Json.object(
        "openapi",
        "3.0.3",
        "info",
        Json.object("title", "Tollgate administration", "version", version),
        "paths",
        new Json.Obj(all),
        "components",
        Json.object(
            "securitySchemes",
            Json.object(
                "token", Json.object("type", "apiKey", "in", "header", "name", "x-admin-token"),
                "session",
                    Json.object(
                        "type", "apiKey", "in", "cookie", "name", GatewayHeaders.SESSION_COOKIE),
                "csrf", Json.object("type", "apiKey", "in", "header", "name", AdminGate.CSRF)),
            "schemas",
            Json.object("Problem", PROBLEM.schema())));
  }

  /** The path as OpenAPI writes it: a name for all that is left is a name like others. */
  static String path(Resource resource) {
    return NAME.matcher(resource.path()).replaceAll("{$1}");
  }

  private static Json operation(Route route) {
    Resource resource = route.resource();
    var members = new LinkedHashMap<String, Json>();
    members.put("operationId", Json.text(id(resource)));
    if (!route.summary().isEmpty()) {
      members.put("summary", Json.text(route.summary()));
    }
    List<Json> parameters = parameters(route);
    if (!parameters.isEmpty()) {
      members.put("parameters", new Json.Arr(parameters));
    }
    if (route.body().isPresent() || route.file().isPresent()) {
      members.put("requestBody", Json.object("required", true, "content", bodies(route)));
    }
    members.put("responses", responses(route));
    if (resource.access() == Access.CHANGE) {
      members.put(
          "security",
          Json.array(
              Json.object("token", Json.array()),
              Json.object("session", Json.array(), "csrf", Json.array())));
    }
    return new Json.Obj(members);
  }

  /** What a generated client calls it: {@code getAdminLogsId}. */
  private static String id(Resource resource) {
    var id = new StringBuilder(resource.method().toLowerCase(Locale.ROOT));
    for (String word : resource.path().split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static List<Json> parameters(Route route) {
    var parameters = new ArrayList<Json>();
    Matcher names = NAME.matcher(route.resource().path());
    while (names.find()) {
      parameters.add(
          Json.object(
              "name",
              names.group(1),
              "in",
              "path",
              "required",
              true,
              "schema",
              Shape.text().schema()));
    }
    for (Param param : route.query()) {
      parameters.add(
          Json.object(
              "name", param.name(),
              "in", "query",
              "required", param.required(),
              "description", param.meaning(),
              "schema", param.shape().schema()));
    }
    return parameters;
  }

  private static Json responses(Route route) {
    var good = new LinkedHashMap<String, Json>();
    good.put("description", Json.text("what was asked for"));
    route.answers().shape().ifPresent(shape -> good.put("content", content(shape.schema())));
    return Json.object(
        String.valueOf(route.answers().status()),
        new Json.Obj(good),
        "default",
        Json.object(
            "description",
            "why not",
            "content",
            content(Json.object("$ref", "#/components/schemas/Problem"))));
  }

  /** One of these, as the request's media type says. */
  private static Json bodies(Route route) {
    var bodies = new LinkedHashMap<String, Json>();
    route.body().ifPresent(body -> bodies.put(JSON, Json.object("schema", body.schema())));
    route.file().ifPresent(type -> bodies.put(type, Json.object("schema", BINARY)));
    return new Json.Obj(bodies);
  }

  private static Json content(Json schema) {
    return Json.object(JSON, Json.object("schema", schema));
  }
}
