package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.ledger.PriceChanges.Change;
import tollgate.runtime.ledger.PriceChanges.Kind;
import tollgate.runtime.ledger.PriceChanges.Subject;
import tollgate.runtime.ledger.PriceChanges.Terms;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.PriceReports;

/**
 * The operator's prices and aliases: what is set, a new one, the end of one. Each holds from an
 * instant on, by default from now, and is in force when the answer is given. A model may stand with
 * its provider before it; where the query names a provider, the path is the model alone.
 */
final class PriceWordResources {

  private static final String OVERRIDES = "/admin/pricing/overrides";
  private static final String ALIASES = "/admin/pricing/aliases";
  private static final String FROM = "from";
  private static final String MODEL = "model";
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_CONTENT = 16_000;

  private static final Param PROVIDER =
      Param.text("provider", "whose; the path is the model alone then");

  private static final Shape.Members CHANGE =
      Shape.object(
              "id",
              Shape.whole(),
              "name",
              Shape.text(),
              "provider",
              Shape.text(),
              "state",
              Shape.choice("in_force", "scheduled", "past"),
              FROM,
              Shape.instant(),
              "made_at",
              Shape.instant(),
              "actor",
              Shape.text())
          .or("withdrawn", new Shape.Flag())
          .or(MODEL, Shape.text())
          .or("rates", PriceReports.ratesShape());

  private final PriceChanges changes;
  private final Runnable putInForce;
  private final InstantSource clock;

  PriceWordResources(PriceChanges changes, Runnable putInForce, InstantSource clock) {
    this.changes = changes;
    this.putInForce = putInForce;
    this.clock = clock;
  }

  List<Route> list() {
    var all = new ArrayList<Route>();
    all.addAll(family(OVERRIDES, "overrides", Kind.OVERRIDE));
    all.addAll(family(ALIASES, "aliases", Kind.ALIAS));
    return all;
  }

  private List<Route> family(String path, String name, Kind kind) {
    String one = path + "/{name...}";
    Shape list = Shape.object(name, Shape.items(CHANGE));
    return List.of(
        Route.read(
            path,
            "the operator's " + name + ", the latest first",
            list,
            request -> Json.object(name, told(changes.list(kind)))),
        Route.read(
                one,
                "the " + name + " of one name, the latest first",
                list,
                request -> Json.object(name, told(changes.list(subject(request, kind)))))
            .with(PROVIDER),
        setting(one, name, kind),
        Route.change(
                "DELETE",
                one,
                "ends one of the " + name + " from an instant on",
                Shape.object("ok", new Shape.Flag(), "name", Shape.text(), FROM, Shape.instant()),
                request -> withdraw(request, subject(request, kind)))
            .with(PROVIDER, Param.of(FROM, Shape.instant(), "from when on; now")));
  }

  private Route setting(String path, String name, Kind kind) {
    var route =
        Route.change(
                "PUT",
                path,
                "sets one of the " + name + " from an instant on",
                CHANGE,
                request -> set(subject(request, kind), request.body()))
            .with(PROVIDER);
    return route.taking(
        (kind == Kind.ALIAS ? Shape.object(MODEL, Shape.text()) : PriceReports.ratesShape())
            .or(FROM, Shape.instant()));
  }

  private static Subject subject(FaceRequest request, Kind kind) {
    String name = request.pathValues().getOrDefault("name", "").strip();
    if (kind == Kind.ALIAS) {
      return new Subject(kind, "", name);
    }
    int slash = name.indexOf('/');
    if (request.query().containsKey("provider")) {
      return new Subject(kind, request.query().getOrDefault("provider", "").strip(), name);
    }
    return slash < 0
        ? new Subject(kind, "", name)
        : new Subject(kind, name.substring(0, slash).strip(), name.substring(slash + 1).strip());
  }

  private Json set(Subject subject, String body) {
    var members = new LinkedHashMap<>(members(subject, body));
    var problems = new ArrayList<String>();
    if (subject.name().length() > LONGEST_NAME || subject.provider().length() > LONGEST_NAME / 2) {
      problems.add("the name is too long");
    }
    Instant from = from(members.remove(FROM), problems);
    String content =
        subject.kind() == Kind.OVERRIDE
            ? rates(subject, members, problems)
            : target(members, problems);
    if (content.length() > LONGEST_CONTENT) {
      problems.add("it is longer than " + LONGEST_CONTENT + " characters");
    }
    if (!problems.isEmpty()) {
      throw refused(subject, String.join("; ", problems));
    }
    Change change = changes.set(subject, content, from, Actor.current().name());
    putInForce.run();
    return told(change);
  }

  private Json withdraw(FaceRequest request, Subject subject) {
    String text = request.query().getOrDefault(FROM, "");
    var problems = new ArrayList<String>();
    Instant from = from(text.isEmpty() ? null : Json.text(text), problems);
    if (!problems.isEmpty()) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(FROM, text, "an instant in ISO 8601");
    }
    if (!changes.withdraw(subject, from, Actor.current().name())) {
      throw MoneyProblem.PRICE_NOT_SET.exception(subject.text());
    }
    putInForce.run();
    return Json.object("ok", true, "name", subject.text(), FROM, from.toString());
  }

  private static Map<String, Json> members(Subject subject, String body) {
    try {
      if (JsonText.parse(body) instanceof Json.Obj(var members)) {
        return members;
      }
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
    throw refused(subject, "the request is no JSON object");
  }

  private static ProblemException refused(Subject subject, String why) {
    return MoneyProblem.PRICE_BAD_TERMS.exception(
        "The " + subject.kind().word() + " \"" + subject.text() + "\"", why);
  }

  private Instant from(@Nullable Json given, List<String> problems) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    if (given == null || given instanceof Json.Null) {
      return now;
    }
    try {
      if (given instanceof Json.Text(var text)) {
        return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
      }
    } catch (DateTimeException | ArithmeticException notAnInstant) {
      // told below
    }
    problems.add("from is no instant such as 2026-11-21T16:00:00Z: " + Json.encode(given));
    return now;
  }

  private static String rates(Subject subject, Map<String, Json> members, List<String> problems) {
    Terms terms = Terms.of(subject, members);
    problems.addAll(terms.problems());
    return terms.content();
  }

  private static String target(Map<String, Json> members, List<String> problems) {
    String target = members.get(MODEL) instanceof Json.Text(var model) ? model.strip() : "";
    if (target.isEmpty() || target.length() > LONGEST_NAME) {
      problems.add("model is no name of a model");
    }
    members.keySet().stream()
        .filter(name -> !name.equals(MODEL))
        .forEach(name -> problems.add(name + " is nothing an alias has"));
    return target;
  }

  private Json told(List<Change> all) {
    return new Json.Arr(all.reversed().stream().map(this::told).toList());
  }

  private Json told(Change change) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.of(change.id()));
    members.put("name", Json.text(change.subject().text()));
    members.put("provider", Json.text(change.subject().provider()));
    members.put("state", Json.text(state(change)));
    members.put(FROM, Json.text(change.from().toString()));
    members.put("made_at", Json.text(change.madeAt().toString()));
    members.put("actor", Json.text(change.actor()));
    if (change.isWithdrawal()) {
      members.put("withdrawn", Json.of(true));
    } else if (change.subject().kind() == Kind.ALIAS) {
      members.put(MODEL, Json.text(change.content()));
    } else {
      members.put("rates", parsed(change.content()));
    }
    return new Json.Obj(members);
  }

  /** Whether a change holds now, will hold, or has given way to another. */
  private String state(Change change) {
    Instant now = clock.instant();
    boolean holds =
        changes
            .inForce(change.subject(), now)
            .filter(inForce -> inForce.id() == change.id())
            .isPresent();
    return holds ? "in_force" : change.from().isAfter(now) ? "scheduled" : "past";
  }

  private static Json parsed(String content) {
    try {
      return JsonText.parse(content);
    } catch (MalformedJson notOurs) {
      return Json.text(content);
    }
  }
}
