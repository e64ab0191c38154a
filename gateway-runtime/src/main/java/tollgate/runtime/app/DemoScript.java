package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;

/**
 * The calls a demonstration plays, read from a file of the distribution: exactly what real tools
 * send.
 *
 * @param calls in the order in which they are played
 */
record DemoScript(List<Step> calls) {

  /**
   * One call.
   *
   * @param as who sends it, for people
   * @param target path and query
   * @param headers the fields to send
   * @param body the body to send
   */
  record Step(String as, String method, String target, Map<String, String> headers, String body) {}

  /** Reads a script. */
  static DemoScript read(Path file) {
    try {
      if (JsonText.parse(Files.readAllBytes(file)) instanceof Json.Obj document
          && document.members().get("calls") instanceof Json.Arr calls) {
        return new DemoScript(calls.items().stream().map(DemoScript::step).toList());
      }
      throw SettingProblem.CONFIG_SYNTAX.exception("the demonstration " + file + " lists no calls");
    } catch (IOException unreadable) {
      throw SettingProblem.CONFIG_UNREADABLE.exception(unreadable);
    } catch (MalformedJson malformed) {
      throw SettingProblem.CONFIG_SYNTAX.exception(file + ": " + malformed.getMessage());
    }
  }

  private static Step step(Json json) {
    var members = ((Json.Obj) json).members();
    var headers = new LinkedHashMap<String, String>();
    ((Json.Obj) members.getOrDefault("headers", Json.object()))
        .members()
        .forEach((name, value) -> headers.put(name, text(value)));
    return new Step(
        text(members.getOrDefault("as", Json.text(""))),
        text(members.getOrDefault("method", Json.text("POST"))),
        text(members.getOrDefault("path", Json.text("/"))),
        headers,
        JsonText.write(members.getOrDefault("body", Json.object())));
  }

  private static String text(Json json) {
    return json instanceof Json.Text(var value) ? value : JsonText.write(json);
  }
}
