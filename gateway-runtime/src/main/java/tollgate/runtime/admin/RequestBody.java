package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.access.Role;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.RequestProblem;

/** The body of a request as a shape wants it. A member nobody knows is refused, not passed over. */
final class RequestBody {

  private RequestBody() {}

  /** The members of a body of a shape; what is wrong names places, never values. */
  static Map<String, Json> members(String body, Shape.Members shape) {
    try {
      Json document = JsonText.parse(body.isBlank() ? "{}" : body);
      List<String> misfits = shape.misfits(document);
      if (misfits.isEmpty() && document instanceof Json.Obj(var members)) {
        return members;
      }
      var names = new ArrayList<>(shape.required().keySet());
      names.addAll(shape.optional().keySet());
      throw AccessProblem.ACCESS_BAD_TERMS.exception(
          "request", String.join("; ", misfits), "Give " + String.join(", ", names) + " only.");
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  /** A text among members. */
  static String text(Map<String, Json> members, String name, String otherwise) {
    return members.get(name) instanceof Json.Text(var text) ? text : otherwise;
  }

  /** A role among members whose shape says that it is one. */
  static Role role(Map<String, Json> members, Role otherwise) {
    return Role.of(text(members, "role", "")).orElse(otherwise);
  }

  /** An instant among members. */
  static Instant instant(Map<String, Json> members, String name, Instant otherwise) {
    String text = text(members, name, "");
    try {
      return text.isEmpty() ? otherwise : Instant.parse(text);
    } catch (DateTimeException notAnInstant) {
      throw AccessProblem.ACCESS_BAD_TERMS.exception(
          "request",
          "\"" + name + "\" is no instant",
          "Give an instant in ISO 8601, such as 2027-01-31T00:00:00Z, or leave it out.");
    }
  }
}
