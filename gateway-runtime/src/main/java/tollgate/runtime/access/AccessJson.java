package tollgate.runtime.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;

/** People and tokens as JSON. */
public final class AccessJson {
  private static final Shape WHEN = Shape.orNull(Shape.instant());

  private AccessJson() {}

  /** The shape of a role. */
  public static Shape role() {
    return Shape.choice(Role.VIEWER.word(), Role.ADMIN.word());
  }

  /** A person; instants in ISO 8601, null for what never was. */
  public static Json.Obj of(Person person) {
    return Json.object(
        "name", person.name(),
        "role", person.role().word(),
        "created_at", person.createdAt().toString(),
        "password_changed_at", person.passwordAt().toString(),
        "last_login_at", instant(person.lastLoginAt()));
  }

  /** The shape of a person. */
  public static Shape.Members personShape() {
    return Shape.object(
        "name", Shape.text(),
        "role", role(),
        "created_at", Shape.instant(),
        "password_changed_at", Shape.instant(),
        "last_login_at", WHEN);
  }

  /** A token; instants in ISO 8601, null for what never was or will be. */
  public static Json.Obj of(ProgramToken token, Instant now) {
    return Json.object(
        "id", token.id(),
        "name", token.name(),
        "prefix", token.prefix(),
        "role", token.role().word(),
        "state", token.standing(now),
        "created_at", token.createdAt().toString(),
        "expires_at", instant(token.expiresAt()),
        "revoked_at", instant(token.revokedAt()),
        "last_used_at", instant(token.lastUsedAt()));
  }

  /** A new token with its secret: the only document that ever shows one. */
  public static Json.Obj of(ProgramToken.Created created, Instant now) {
    var members = new LinkedHashMap<>(of(created.token(), now).members());
    members.put("token", Json.text(created.secret()));
    return new Json.Obj(members);
  }

  /** The shape of a token. */
  public static Shape.Members tokenShape() {
    return Shape.object(
        "id", Shape.text(),
        "name", Shape.text(),
        "prefix", Shape.text(),
        "role", role(),
        "state", Shape.choice("active", "expired", "revoked"),
        "created_at", Shape.instant(),
        "expires_at", WHEN,
        "revoked_at", WHEN,
        "last_used_at", WHEN);
  }

  private static Json instant(Instant at) {
    return at.equals(Instant.MAX) ? Json.NULL : Json.text(at.toString());
  }
}
