package tollgate.runtime.alert;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tollgate.api.json.Json;

/**
 * Something somebody should look at.
 *
 * @param id names it, the same at every attempt
 * @param kind what kind of thing
 * @param at when it happened
 * @param subject what it is about
 * @param event the event that raised it
 * @param message what the event means, a sentence
 * @param fields what the event says
 * @param repeated how often the same happened since the last alert about it
 */
public record Alert(
    String id,
    AlertKind kind,
    Instant at,
    String subject,
    String event,
    String message,
    Map<String, Object> fields,
    long repeated) {

  /** As it is sent. */
  public Json.Obj json() {
    var said = new LinkedHashMap<String, Json>();
    fields.forEach((name, value) -> said.put(name, json(value)));
    return Json.object(
        "type", "tollgate.alert",
        "id", id,
        "kind", kind.word(),
        "timestamp", at.toString(),
        "subject", subject,
        "event", event,
        "message", message,
        "fields", new Json.Obj(said),
        "repeated", repeated);
  }

  byte[] bytes() {
    return Json.encode(json()).getBytes(StandardCharsets.UTF_8);
  }

  private static Json json(Object value) {
    return switch (value) {
      case Boolean truth -> Json.of(truth);
      case Integer number -> Json.of(number);
      case Long number -> Json.of(number);
      case BigDecimal number -> Json.of(number);
      default -> Json.text(value.toString());
    };
  }
}
