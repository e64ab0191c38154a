package tollgate.runtime.key;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;

/** A key as JSON, the same in the admin API and in the output of a command. */
public final class KeyJson {

  private KeyJson() {}

  /** A key as its operator sees it; instants in ISO 8601, null for what is never. */
  public static Json.Obj of(ManagedKey key, Instant now) {
    ManagedKey.Terms terms = key.terms();
    var members = new LinkedHashMap<>(identity(key, terms, now).members());
    members.putAll(terms.limits().members());
    return new Json.Obj(members);
  }

  private static Json.Obj identity(ManagedKey key, ManagedKey.Terms terms, Instant now) {
    return Json.object(
        "id", key.id(),
        "name", key.name(),
        "prefix", key.prefix(),
        "state", key.standing(now),
        "created_at", instant(key.createdAt()),
        "expires_at", instant(terms.expiresAt()),
        "revoked_at", instant(key.revokedAt()),
        "last_used_at", instant(key.lastUsedAt()),
        "models", texts(terms.models()),
        "providers", texts(terms.providers()),
        "accounts", texts(terms.accounts()),
        "tags", texts(terms.tags()),
        "owner", terms.holder().owner(),
        "team", terms.holder().team(),
        "project", terms.holder().project(),
        "former_until", instant(key.formerUntil()));
  }

  /** The shape of a key. */
  public static Shape.Members shape() {
    Shape never = Shape.orNull(Shape.instant());
    Shape names = Shape.items(Shape.text());
    return Shape.object(
            "id",
            Shape.text(),
            "name",
            Shape.text(),
            "prefix",
            Shape.text(),
            "state",
            Shape.choice("active", "expired", "revoked"),
            "created_at",
            Shape.instant(),
            "expires_at",
            never,
            "revoked_at",
            never,
            "last_used_at",
            never,
            "models",
            names,
            "providers",
            names,
            "accounts",
            names,
            "tags",
            names,
            "owner",
            Shape.text(),
            "team",
            Shape.text(),
            "project",
            Shape.text(),
            "former_until",
            never)
        .and(KeyLimits.shapes());
  }

  /** A new key with its secret: the only document that ever shows one. */
  public static Json.Obj of(CreatedKey created, Instant now) {
    var members = new LinkedHashMap<String, Json>();
    members.put("key", Json.text(created.secret()));
    members.putAll(of(created.key(), now).members());
    return new Json.Obj(members);
  }

  /** Keys in order. */
  public static Json.Obj of(List<ManagedKey> keys, Instant now) {
    return Json.object("keys", new Json.Arr(keys.stream().<Json>map(key -> of(key, now)).toList()));
  }

  /**
   * Reads what {@link #of(ManagedKey, Instant)} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static ManagedKey key(Json json) {
    return new ManagedKey(
        text(json, "id"),
        text(json, "prefix"),
        new ManagedKey.Terms(
            text(json, "name"),
            instant(json, "expires_at"),
            texts(json, "models"),
            texts(json, "providers"),
            texts(json, "accounts"),
            texts(json, "tags"),
            new ManagedKey.Holder(text(json, "owner"), text(json, "team"), text(json, "project")),
            KeyLimits.of(json)),
        instant(json, "created_at"),
        instant(json, "revoked_at"),
        instant(json, "last_used_at"),
        instant(json, "former_until"));
  }

  /**
   * Reads what {@link #of(CreatedKey, Instant)} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static CreatedKey created(Json json) {
    return new CreatedKey(key(json), text(json, "key"));
  }

  /**
   * Reads what {@link #of(List, Instant)} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static List<ManagedKey> keys(Json json) {
    return items(json, "keys").stream().map(KeyJson::key).toList();
  }

  private static Json instant(Instant at) {
    return at.equals(ManagedKey.NEVER) ? Json.NULL : Json.text(at.toString());
  }

  private static Json texts(Collection<String> values) {
    return new Json.Arr(values.stream().sorted().<Json>map(Json::text).toList());
  }

  private static Instant instant(Json json, String name) {
    if (member(json, name) instanceof Json.Null) {
      return ManagedKey.NEVER;
    }
    try {
      return Instant.parse(text(json, name));
    } catch (DateTimeException notAnInstant) {
      throw new IllegalArgumentException("\"" + name + "\" is no instant", notAnInstant);
    }
  }

  private static Set<String> texts(Json json, String name) {
    var values = new HashSet<String>();
    for (Json item : items(json, name)) {
      values.add(text(item, name));
    }
    return values;
  }

  private static List<Json> items(Json json, String name) {
    if (member(json, name) instanceof Json.Arr(var items)) {
      return items;
    }
    throw new IllegalArgumentException("\"" + name + "\" is no list");
  }

  private static String text(Json json, String name) {
    Json value = json instanceof Json.Obj ? member(json, name) : json;
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException("\"" + name + "\" is no text");
  }

  private static Json member(Json json, String name) {
    Json value = json instanceof Json.Obj(var members) ? members.get(name) : null;
    if (value == null) {
      throw new IllegalArgumentException("there is no \"" + name + "\"");
    }
    return value;
  }
}
