package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;
import tollgate.runtime.access.Access;
import tollgate.runtime.access.AccessJson;
import tollgate.runtime.access.Logins;
import tollgate.runtime.access.Person;
import tollgate.runtime.access.Sessions;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.Events;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Logs people in and out. The gate has no say here, but where a request comes from is looked at as
 * everywhere, and a log-in must be of a media type that a page of another origin cannot send
 * without asking first.
 */
final class SessionService implements ExchangeService {
  private static final String STATE = "/admin/session";
  private static final String LOGIN = STATE + "/login";
  private static final String LOGOUT = STATE + "/logout";
  private static final String PASSWORD = STATE + "/password";
  private static final long BODY_LIMIT = 10_000;

  /** Who logs in where nobody says so, as one password was all that an older proxy knew. */
  private static final String ONLY = "admin";

  private static final Shape.Members ATTEMPT =
      Shape.object("password", Shape.text()).or("user", Shape.text());

  private static final Shape.Members RENEWAL = ATTEMPT.and("new_password", Shape.text());

  private static final Shape.Members PERSON =
      Shape.object("user", Shape.orNull(Shape.text()), "role", Shape.orNull(AccessJson.role()));

  private final AdminGate gate;
  private final Access access;

  SessionService(AdminGate gate, Access access) {
    this.gate = gate;
    this.access = access;
  }

  /** What is told of it. */
  static List<Route> told() {
    return List.of(
        Route.beside(
            "GET",
            STATE,
            "whether somebody is logged in, and whether anybody can",
            new Route.Answers(
                200,
                Optional.of(
                    PERSON.and(
                        "authenticated", new Shape.Flag(), "loginConfigured", new Shape.Flag())))),
        Route.beside(
                "POST",
                LOGIN,
                "logs somebody in by name and password; without a name it is \"admin\"",
                new Route.Answers(200, Optional.of(PERSON.and("ok", new Shape.Flag()))))
            .taking(ATTEMPT),
        Route.beside(
                "POST",
                PASSWORD,
                "gives whoever knows their password another one, and logs them in; every other"
                    + " session of theirs ends",
                new Route.Answers(200, Optional.of(PERSON.and("ok", new Shape.Flag()))))
            .taking(RENEWAL),
        Route.beside(
            "POST",
            LOGOUT,
            "ends the session",
            new Route.Answers(200, Optional.of(Shape.object("ok", new Shape.Flag())))));
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    AdminService.send(exchange, answer(exchange));
  }

  private WireReply answer(ClientExchange exchange) throws ClientGone {
    var objection = gate.placeObjection(exchange);
    if (objection.isPresent()) {
      return AdminService.problem(objection.get());
    }
    try {
      return switch (exchange.method() + " " + exchange.path()) {
        case "GET " + STATE, "HEAD " + STATE -> state(exchange);
        case "POST " + LOGIN -> attempt(exchange, ATTEMPT);
        case "POST " + PASSWORD -> attempt(exchange, RENEWAL);
        case "POST " + LOGOUT -> logout(exchange);
        default ->
            throw RequestProblem.REQUEST_UNKNOWN_PATH.exception(exchange.method(), exchange.path());
      };
    } catch (ProblemException expected) {
      return AdminService.problem(expected.report());
    }
  }

  private WireReply state(ClientExchange exchange) {
    Optional<Person> person = access.sessions().person(SessionCookie.in(exchange));
    return json(
        Headers.none(),
        Json.object(
            "authenticated", person.isPresent(),
            "loginConfigured", !access.people().isEmpty(),
            "user", person.<Json>map(one -> Json.text(one.name())).orElse(Json.NULL),
            "role", person.<Json>map(one -> Json.text(one.role().word())).orElse(Json.NULL)));
  }

  private WireReply attempt(ClientExchange exchange, Shape.Members shape) throws ClientGone {
    if (access.people().isEmpty()) {
      throw AccessProblem.LOGIN_NOT_CONFIGURED.exception();
    }
    String media = exchange.headers().first("content-type").split(";", 2)[0].strip();
    if (!media.equalsIgnoreCase("application/json")) {
      throw RequestProblem.REQUEST_UNSUPPORTED_MEDIA.exception(media);
    }
    String body = new String(exchange.body(BODY_LIMIT), StandardCharsets.UTF_8);
    Map<String, Json> members = RequestBody.members(body, shape);
    String name = RequestBody.text(members, "user", ONLY);
    var by = new Logins.Try(exchange.peer(), name, SessionCookie.markIn(exchange));
    Logins.Result result = access.logins().attempt(by, RequestBody.text(members, "password", ""));
    return result
        .person()
        .map(person -> opened(exchange, renewed(exchange, person, members)))
        .orElseGet(() -> refused(exchange, name, result.heldUp()));
  }

  /** The same person, with another password where one was given. */
  private Person renewed(ClientExchange exchange, Person person, Map<String, Json> members) {
    String password = RequestBody.text(members, "new_password", "");
    return members.containsKey("new_password")
        ? actor(exchange, person)
            .call(() -> access.people().changePassword(person.name(), password))
        : person;
  }

  private static Actor actor(ClientExchange exchange, Person person) {
    return new Actor(person.principal().name(), exchange.peer());
  }

  private WireReply opened(ClientExchange exchange, Person person) {
    actor(exchange, person)
        .call(() -> {
          access.people().noteLogin(person.name());
          return person;
        });
    Sessions.Opened opened = access.sessions().open(person);
    boolean secure = exchange.secure();
    return json(
        Headers.of(
            "set-cookie", SessionCookie.session(opened.secret(), opened.life(), secure),
            "set-cookie", SessionCookie.mark(access.logins().mark(person), secure)),
        Json.object("ok", true, "user", person.name(), "role", person.role().word()));
  }

  /** A name that nobody has may be a password in the wrong place: it is not logged. */
  private WireReply refused(ClientExchange exchange, String name, Duration wait) {
    boolean held = !wait.isZero();
    Problem problem = held ? AccessProblem.RATE_EXCEEDED : AccessProblem.LOGIN_REFUSED;
    Events.log(
        AccessEvent.LOGIN_REFUSED,
        "user",
        access.people().find(name).map(Person::name).orElse(""),
        "code",
        problem.code(),
        "client_ip",
        exchange.peer());
    return held ? Throttled.reply(wait) : AdminService.problem(problem.report());
  }

  private WireReply logout(ClientExchange exchange) {
    String secret = SessionCookie.in(exchange);
    if (access.sessions().person(secret).isPresent() && AdminGate.lacksMark(exchange)) {
      throw AccessProblem.ADMIN_CSRF_MISSING.exception();
    }
    access.sessions().close(secret);
    return json(
        Headers.of("set-cookie", SessionCookie.none(exchange.secure())), Json.object("ok", true));
  }

  private static WireReply json(Headers headers, Json body) {
    return WireReply.json(200, headers, JsonText.write(body));
  }
}
