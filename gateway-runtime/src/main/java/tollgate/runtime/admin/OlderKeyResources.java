package tollgate.runtime.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.report.UsageReports;

/**
 * The same keys under the paths and names of an older proxy: what is sent is in snake case, what
 * comes back in camel case, and no list stands for no limit.
 */
final class OlderKeyResources {
  private static final String ALL = "/admin/api-keys";
  private static final String ONE = ALL + "/{id}";
  private static final String ACCOUNTS = "allowed_accounts";
  private static final String PROVIDERS = "allowed_providers";

  private static final Shape NAMES = Shape.orNull(Shape.items(Shape.text()));
  private static final Shape TIME = Shape.orNull(Shape.instant());
  private static final Shape.Members LIMITS = Shape.object().or(ACCOUNTS, NAMES, PROVIDERS, NAMES);

  private static final Shape.Members CREATED =
      Shape.object(
          "id", Shape.text(),
          "key", Shape.text(),
          "keyPrefix", Shape.text(),
          "name", Shape.text(),
          "createdAt", Shape.instant(),
          "allowedAccounts", NAMES,
          "allowedProviders", NAMES);

  private static final Shape.Members KEY =
      Shape.object(
          "id", Shape.text(),
          "keyPrefix", Shape.text(),
          "name", Shape.text(),
          "createdAt", Shape.instant(),
          "revokedAt", TIME,
          "lastUsedAt", TIME,
          "requestCount", Shape.whole(),
          "allowedAccounts", NAMES,
          "allowedProviders", NAMES);

  private final Keyring keyring;
  private final UsageReports usage;
  private final InstantSource clock;

  OlderKeyResources(Keyring keyring, UsageReports usage, InstantSource clock) {
    this.keyring = keyring;
    this.usage = usage;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            ALL,
            "every key under the names of an older proxy",
            Shape.object("apiKeys", Shape.items(KEY)),
            request -> all()),
        Route.make(ALL, "makes a key and shows it, this once", CREATED, this::create)
            .taking(LIMITS.or("name", Shape.text())),
        Route.change(
                "PATCH",
                ONE,
                "puts a key under other limits",
                Shape.object("ok", new Shape.Flag()),
                this::change)
            .taking(LIMITS),
        Route.change(
            "DELETE", ONE, "revokes a key", Shape.object("revokedAt", Shape.instant()), this::end),
        Route.read(
            ONE + "/usage",
            "what a key ever used",
            Shape.object(
                "id", Shape.text(),
                "requestCount", Shape.whole(),
                "totalTokens", Shape.whole(),
                "totalCostUsd", new Shape.Decimal()),
            this::used));
  }

  private Json all() {
    Map<String, Total> used = usage.everOfKeys();
    return Json.object(
        "apiKeys", new Json.Arr(keyring.list().stream().map(key -> told(key, used)).toList()));
  }

  private static Json told(ManagedKey key, Map<String, Total> used) {
    Total total = used.get(key.id());
    return Json.object(
        "id", key.id(),
        "keyPrefix", key.prefix(),
        "name", key.name(),
        "createdAt", key.createdAt().toString(),
        "revokedAt", instant(key.revokedAt()),
        "lastUsedAt", instant(key.lastUsedAt()),
        "requestCount", total == null ? 0 : total.calls(),
        "allowedAccounts", names(key.terms().accounts()),
        "allowedProviders", names(key.terms().providers()));
  }

  private Json create(FaceRequest request) {
    var members = KeyBody.members(request.body(), LIMITS.or("name", Shape.text()));
    if (!members.containsKey("name")) {
      throw KeyBody.wrong("name is required", "Give it a name.");
    }
    var terms = KeyBody.wish(renamed(members), KeyBody.NOTHING).terms(clock.instant());
    CreatedKey created = keyring.create(terms, Actor.current().name());
    return Json.object(
        "id", created.key().id(),
        "key", created.secret(),
        "keyPrefix", created.key().prefix(),
        "name", created.key().name(),
        "createdAt", created.key().createdAt().toString(),
        "allowedAccounts", names(terms.accounts()),
        "allowedProviders", names(terms.providers()));
  }

  private Json change(FaceRequest request) {
    String id = id(request);
    ManagedKey before = inForce(id);
    var members = KeyBody.members(request.body(), LIMITS);
    if (members.isEmpty()) {
      throw KeyBody.wrong("nothing is said of it", "Give one of the lists.");
    }
    var terms = KeyBody.wish(renamed(members), KeyWish.of(before.terms())).terms(clock.instant());
    if (keyring.change(id, terms, Actor.current().name()).isEmpty()) {
      throw unknown(id);
    }
    return Json.object("ok", true);
  }

  private Json end(FaceRequest request) {
    String id = inForce(id(request)).id();
    return Json.object(
        "revokedAt",
        keyring
            .revoke(id, Actor.current().name())
            .orElseThrow(() -> unknown(id))
            .revokedAt()
            .toString());
  }

  private Json used(FaceRequest request) {
    Total total = usage.everOfKeys().get(id(request));
    return Json.object(
        "id", id(request),
        "requestCount", total == null ? 0 : total.calls(),
        "totalTokens", total == null ? 0 : total.tokens().total(),
        "totalCostUsd", total == null ? Json.of(0) : Json.of(total.cost().toUsd()));
  }

  private ManagedKey inForce(String id) {
    return keyring.list().stream()
        .filter(key -> key.id().equals(id) && !key.isRevoked())
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  private static RuntimeException unknown(String id) {
    return AccessProblem.KEY_NOT_THERE.exception(id);
  }

  /** Under the names by which keys know them; blanks around a value are no part of it. */
  private static Map<String, Json> renamed(Map<String, Json> members) {
    var renamed = new LinkedHashMap<String, Json>();
    members.forEach((name, value) ->
        renamed.put(
            switch (name) {
              case ACCOUNTS -> "accounts";
              case PROVIDERS -> "providers";
              default -> name;
            },
            stripped(value)));
    return renamed;
  }

  private static Json stripped(Json value) {
    return switch (value) {
      case Json.Text(var text) -> Json.text(text.strip());
      case Json.Arr(var items) ->
          new Json.Arr(items.stream().map(OlderKeyResources::stripped).toList());
      default -> value;
    };
  }

  private static Json names(Collection<String> names) {
    return names.isEmpty()
        ? Json.NULL
        : new Json.Arr(names.stream().sorted().map(Json::text).toList());
  }

  private static Json instant(Instant at) {
    return at.equals(ManagedKey.NEVER) ? Json.NULL : Json.text(at.toString());
  }
}
