package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

/**
 * The gateway's keys: what there is, a new one, the end of one. A key is shown by its making only.
 */
final class KeyResources {

  private static final Set<String> MEMBERS =
      Set.of("name", "expires_at", "models", "providers", "tags");

  private final Keyring keyring;
  private final InstantSource clock;

  KeyResources(Keyring keyring, InstantSource clock) {
    this.keyring = keyring;
    this.clock = clock;
  }

  List<Resource> list() {
    return List.of(
        new Resource(
            "GET",
            "/admin/keys",
            Access.READ,
            (request, ledger) -> reply(200, KeyJson.of(keyring.list(), clock.instant()))),
        new Resource(
            "POST", "/admin/keys", Access.CHANGE, (request, ledger) -> create(request.body())),
        new Resource(
            "DELETE", "/admin/keys/{id}", Access.CHANGE, (request, ledger) -> revoke(request)));
  }

  private WireReply create(String body) {
    Instant now = clock.instant();
    var created = keyring.create(wish(body).terms(now), AdminRoom.ACTOR);
    return reply(201, KeyJson.of(created, now));
  }

  private WireReply revoke(FaceRequest request) {
    String id = request.pathValues().getOrDefault("id", "");
    var revoked =
        keyring.revoke(id, AdminRoom.ACTOR).orElseThrow(() -> Problem.KEY_NOT_THERE.exception(id));
    return reply(200, KeyJson.of(revoked, clock.instant()));
  }

  /** A member nobody knows is refused: a misspelt limit must not become a key without limits. */
  private static KeyWish wish(String body) {
    if (!(parsed(body) instanceof Json.Obj(var members))) {
      throw wrong("the request is no JSON object", "Send an object with a name.");
    }
    for (String name : members.keySet()) {
      if (!MEMBERS.contains(name)) {
        throw wrong(
            "\"" + name + "\" is nothing a key has",
            "Give name, expires_at, models, providers and tags only.");
      }
    }
    return new KeyWish(
        text(members, "name"),
        expiry(members),
        texts(members, "models"),
        texts(members, "providers"),
        texts(members, "tags"));
  }

  private static Json parsed(String body) {
    try {
      return JsonText.parse(body);
    } catch (MalformedJson malformed) {
      throw Problem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  private static String text(Map<String, Json> members, String name) {
    return switch (members.getOrDefault(name, Json.NULL)) {
      case Json.Text(var text) -> text;
      case Json.Null _ -> "";
      default -> throw wrong("\"" + name + "\" is no text", "Give it as a JSON string.");
    };
  }

  private static Instant expiry(Map<String, Json> members) {
    if (members.getOrDefault("expires_at", Json.NULL) instanceof Json.Null) {
      return ManagedKey.NEVER;
    }
    String text = text(members, "expires_at");
    try {
      return Instant.parse(text);
    } catch (DateTimeException notAnInstant) {
      throw wrong(
          "\"expires_at\" is \"" + text + "\", which is no instant",
          "Give an instant in ISO 8601, such as 2027-01-31T00:00:00Z, or null for never.");
    }
  }

  private static List<String> texts(Map<String, Json> members, String name) {
    if (!(members.getOrDefault(name, Json.array()) instanceof Json.Arr(var items))) {
      throw notTexts(name);
    }
    var texts = new ArrayList<String>();
    for (Json item : items) {
      if (!(item instanceof Json.Text(var text))) {
        throw notTexts(name);
      }
      texts.add(text);
    }
    return texts;
  }

  private static ProblemException notTexts(String name) {
    return wrong("\"" + name + "\" is no list of texts", "Give a JSON array of strings.");
  }

  private static ProblemException wrong(String what, String remedy) {
    return Problem.KEY_BAD_TERMS.exception(what, remedy);
  }

  private static WireReply reply(int status, Json body) {
    return WireReply.json(status, Headers.none(), JsonText.write(body));
  }
}
