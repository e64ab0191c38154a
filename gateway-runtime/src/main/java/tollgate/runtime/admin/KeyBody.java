package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.KeyLimit;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;

/**
 * What a request says of a key. A member nobody knows is refused: a misspelt limit must not become
 * a key without limits.
 */
final class KeyBody {
  private static final Shape NAMES = Shape.orNull(Shape.items(Shape.text()));
  private static final Shape WORD = Shape.orNull(Shape.text());

  /** What may be said of the terms of a key. */
  static final Shape.Members TERMS =
      Shape.object()
          .or(
              "name", Shape.text(),
              "expires_at", Shape.orNull(Shape.instant()),
              "models", NAMES,
              "providers", NAMES,
              "accounts", NAMES,
              "tags", NAMES,
              "owner", WORD,
              "team", WORD,
              "project", WORD)
          .or(KeyLimits.shapes());

  /** The wish for a key of which nothing was said. */
  static final KeyWish NOTHING = new KeyWish("", ManagedKey.NEVER, List.of(), List.of(), List.of());

  private final Map<String, Json> members;

  private KeyBody(Map<String, Json> members) {
    this.members = members;
  }

  /** The members of a body of a shape; none for an empty body. */
  static Map<String, Json> members(String body, Shape.Members shape) {
    if (body.isBlank()) {
      return Map.of();
    }
    try {
      Json document = JsonText.parse(body);
      List<String> misfits = shape.misfits(document);
      if (misfits.isEmpty() && document instanceof Json.Obj(var members)) {
        return members;
      }
      throw wrong(
          String.join("; ", misfits),
          "Give only " + String.join(", ", names(shape)) + ", each as the reference says.");
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  private static List<String> names(Shape.Members shape) {
    var names = new ArrayList<>(shape.required().keySet());
    names.addAll(shape.optional().keySet());
    return names;
  }

  /** The wish as the members change it; what they leave out stays as it is. */
  static KeyWish wish(Map<String, Json> members, KeyWish before) {
    return new KeyBody(members).over(before);
  }

  private KeyWish over(KeyWish before) {
    ManagedKey.Holder holder = before.holder();
    return new KeyWish(
        text("name", before.name()),
        members.containsKey("expires_at")
            ? instant(members, "expires_at", ManagedKey.NEVER)
            : before.expiresAt(),
        texts("models", before.models()),
        texts("providers", before.providers()),
        texts("accounts", before.accounts()),
        texts("tags", before.tags()),
        new ManagedKey.Holder(
            text("owner", holder.owner()),
            text("team", holder.team()),
            text("project", holder.project())),
        limits(before.limits()));
  }

  private KeyLimits limits(KeyLimits before) {
    var limits = before;
    for (KeyLimit limit : KeyLimit.values()) {
      if (members.get(limit.word()) instanceof Json.Num(var given)) {
        limits = limits.with(limit, Optional.of(most(limit, given)));
      } else if (members.containsKey(limit.word())) {
        limits = limits.with(limit, Optional.empty());
      }
    }
    return limits;
  }

  /** How much a limit allows, as somebody gave it. */
  static long most(KeyLimit limit, BigDecimal given) {
    return limit
        .parse(given)
        .orElseThrow(() ->
            wrong(
                "\"" + limit.word() + "\" is " + given.toPlainString(),
                limit.isMoney()
                    ? "Give dollars above 0, with nine decimals at most."
                    : "Give a whole number above 0."));
  }

  private String text(String name, String before) {
    return switch (members.get(name)) {
      case null -> before;
      case Json.Text(var text) -> text;
      default -> "";
    };
  }

  private List<String> texts(String name, List<String> before) {
    if (!members.containsKey(name)) {
      return before;
    }
    var texts = new ArrayList<String>();
    if (members.get(name) instanceof Json.Arr(var items)) {
      for (Json item : items) {
        if (item instanceof Json.Text(var text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /**
   * An instant among members.
   *
   * @param otherwise what counts where there is none
   */
  static Instant instant(Map<String, Json> members, String name, Instant otherwise) {
    if (!(members.get(name) instanceof Json.Text(var text))) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException notAnInstant) {
      throw wrong(
          "\"" + name + "\" is \"" + text + "\", which is no instant",
          "Give an instant in ISO 8601, such as 2027-01-31T00:00:00Z, or null for never.");
    }
  }

  /** The same members without some. */
  static Map<String, Json> without(Map<String, Json> members, String... names) {
    var rest = new LinkedHashMap<>(members);
    for (String name : names) {
      rest.remove(name);
    }
    return rest;
  }

  static ProblemException wrong(String what, String remedy) {
    return AccessProblem.KEY_BAD_TERMS.exception(what, remedy);
  }
}
