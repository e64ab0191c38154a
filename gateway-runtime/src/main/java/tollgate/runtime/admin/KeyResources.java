package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.report.UsageReports.Days;

/**
 * The gateway's keys: what there is and what each used, a new one, other terms, another secret, the
 * end of one. A key is shown by its making and by its rotation only.
 */
final class KeyResources {
  private static final String ALL = "/admin/keys";
  private static final String ONE = ALL + "/{id}";

  /** How long the former secret stays good where nothing is said. */
  private static final Duration OVERLAP = Duration.ofDays(1);

  /** For how long usage is told where nothing is said. */
  private static final int LAST_DAYS = 30;

  /** The most keys that are taken in at once. */
  private static final int MOST = 10_000;

  private static final Shape.Members CREATED = KeyJson.shape().and("key", Shape.text());
  private static final Shape.Members ROTATION =
      Shape.object().or("former_until", Shape.orNull(Shape.instant()));
  private static final Shape.Members TAKEN =
      new Shape.Members(
          Shape.object("hash", Shape.text(), "name", Shape.text()).required(),
          KeyBody.TERMS.or("prefix", Shape.text()).optional());

  private final Keyring keyring;
  private final UsageReports usage;
  private final InstantSource clock;

  KeyResources(Keyring keyring, UsageReports usage, InstantSource clock) {
    this.keyring = keyring;
    this.usage = usage;
    this.clock = clock;
  }

  List<Route> list() {
    return Stream.of(listed(), changes(), beside()).flatMap(List::stream).toList();
  }

  private List<Route> listed() {
    return List.of(
        Route.read(
            ALL,
            "every key, the newest first, revoked ones included",
            Shape.object("keys", Shape.items(KeyJson.shape())),
            request -> KeyJson.of(keyring.list(), clock.instant())),
        Route.read(ONE, "one key", KeyJson.shape(), request -> told(find(request))),
        Route.make(ALL, "makes a key and shows it, this once", CREATED, this::create)
            .taking(KeyBody.TERMS));
  }

  private List<Route> changes() {
    return List.of(
        Route.change(
                "PATCH",
                ONE,
                "puts a key on other terms; what is left out stays, null takes away",
                KeyJson.shape(),
                this::change)
            .taking(KeyBody.TERMS),
        Route.change(
            "DELETE",
            ONE,
            "revokes a key; running calls go on",
            KeyJson.shape(),
            request ->
                told(
                    keyring
                        .revoke(id(request), Actor.current().name())
                        .orElseThrow(() -> unknown(id(request))))),
        Route.change(
                "POST",
                ONE + "/rotate",
                "gives a key another secret and shows it, this once; the former one stays good for"
                    + " a day, or until former_until",
                CREATED,
                this::rotate)
            .taking(ROTATION));
  }

  private List<Route> beside() {
    return List.of(
        Route.make(
                ALL + "/import",
                "takes in keys of another gateway by their SHA-256",
                Shape.object("keys", Shape.items(KeyJson.shape())),
                this::take)
            .taking(Shape.object("keys", Shape.items(TAKEN))),
        Route.read(ONE + "/usage", "what a key used, by UTC days", usage.keyShape(), this::usage)
            .with(
                Param.of("from", Shape.day(), "the first UTC day; 30 days ago"),
                Param.of("to", Shape.day(), "the last UTC day; today")));
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  private static RuntimeException unknown(String id) {
    return AccessProblem.KEY_NOT_THERE.exception(id);
  }

  private Json.Obj told(ManagedKey key) {
    return KeyJson.of(key, clock.instant());
  }

  private ManagedKey find(FaceRequest request) {
    String id = id(request);
    return keyring.list().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  private Json create(FaceRequest request) {
    Instant now = clock.instant();
    KeyWish wish = KeyBody.wish(KeyBody.members(request.body(), KeyBody.TERMS), KeyBody.NOTHING);
    return KeyJson.of(keyring.create(wish.terms(now), Actor.current().name()), now);
  }

  private Json change(FaceRequest request) {
    ManagedKey before = find(request);
    var members = KeyBody.members(request.body(), KeyBody.TERMS);
    if (members.isEmpty()) {
      throw KeyBody.wrong("nothing is said of it", "Name what is to be otherwise.");
    }
    var terms = KeyBody.wish(members, KeyWish.of(before.terms())).terms(clock.instant());
    return told(
        keyring
            .change(before.id(), terms, Actor.current().name())
            .orElseThrow(() -> AccessProblem.KEY_OVER.exception(before.name())));
  }

  private Json rotate(FaceRequest request) {
    ManagedKey before = find(request);
    Instant now = clock.instant();
    var members = KeyBody.members(request.body(), ROTATION);
    Instant until =
        members.containsKey("former_until")
            ? KeyBody.instant(members, "former_until", now)
            : now.plus(OVERLAP);
    return keyring
        .rotate(before.id(), until, Actor.current().name())
        .map(rotated -> KeyJson.of(rotated, now))
        .orElseThrow(() -> AccessProblem.KEY_OVER.exception(before.name()));
  }

  /** Everything is looked at before anything is taken in. */
  private Json take(FaceRequest request) {
    var members = KeyBody.members(request.body(), Shape.object("keys", Shape.items(TAKEN)));
    if (!(members.get("keys") instanceof Json.Arr(var items)) || items.size() > MOST) {
      throw KeyBody.wrong("there are more than " + MOST + " of them", "Send fewer at once.");
    }
    var taken = new ArrayList<Taken>();
    for (Json item : items) {
      taken.add(Taken.of((Json.Obj) item, clock.instant()));
    }
    var keys = new ArrayList<Json>();
    for (Taken one : taken) {
      ManagedKey key =
          keyring
              .take(one.hash(), one.prefix(), one.terms(), Actor.current().name())
              .orElseThrow(() -> AccessProblem.KEY_TAKEN.exception(one.hash()));
      keys.add(told(key));
    }
    return Json.object("keys", new Json.Arr(keys));
  }

  /** A key that comes from elsewhere. */
  private record Taken(String hash, String prefix, ManagedKey.Terms terms) {
    static Taken of(Json.Obj item, Instant now) {
      String hash = text(item, "hash");
      String prefix = text(item, "prefix");
      if (!hash.matches("[0-9a-f]{64}")) {
        throw KeyBody.wrong("its hash is no SHA-256", "Give 64 hexadecimal digits in lower case.");
      }
      if (prefix.length() > 16) {
        throw KeyBody.wrong("its prefix is too long", "Give 16 characters at most.");
      }
      var rest = KeyBody.without(item.members(), "hash", "prefix");
      return new Taken(hash, prefix, KeyBody.wish(rest, KeyBody.NOTHING).terms(now));
    }

    private static String text(Json.Obj item, String name) {
      return item.members().get(name) instanceof Json.Text(var text) ? text : "";
    }
  }

  private Json usage(FaceRequest request) {
    ManagedKey key = find(request);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var days =
        new Days(
            Query.day(request, "from", today.minusDays(LAST_DAYS)),
            Query.day(request, "to", today));
    return usage.key(key.id(), days);
  }
}
