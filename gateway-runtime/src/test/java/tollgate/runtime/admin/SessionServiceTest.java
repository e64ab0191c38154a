package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.access.AccessHouse;
import tollgate.runtime.access.Role;
import tools.jackson.databind.JsonNode;

class SessionServiceTest {
  private static final String RIGHT =
      "{\"user\":\"ada\",\"password\":\"" + AccessHouse.PASSWORD + "\"}";
  private static final String WRONG = "{\"user\":\"ada\",\"password\":\"guess\"}";

  @TempDir Path folder;

  private AccessHouse house;
  private SessionService service;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    var access = house.access();
    access.people().add("ada", Role.VIEWER, AccessHouse.PASSWORD);
    var rules =
        new AdminRoom.Rules(AdminToken.of("t", Path.of("token")), List.of(), false, false, 0);
    service = new SessionService(new AdminGate(rules, access.tokens(), access.sessions()), access);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Door.Reply ask(String target, String body, String... fields) {
    var all = new ArrayList<>(List.of("host", "localhost", "content-type", "application/json"));
    all.addAll(List.of(fields));
    return Door.asked(service, target, body, all.toArray(String[]::new));
  }

  private Door.Reply login(String body, String... fields) {
    return ask("POST /admin/session/login", body, fields);
  }

  /** What a browser sends back of the cookies it was given. */
  private static String cookies(Door.Reply reply) {
    return String.join(
        "; ",
        reply.headers().all("set-cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList());
  }

  @Test
  void logsInAndOut() {
    Door.Reply in = login(RIGHT);
    String cookie = cookies(in);

    assertEquals(200, in.status(), in::text);
    assertTrue(in.json().at("/ok").asBoolean());
    JsonNode state = ask("GET /admin/session", "", "cookie", cookie).json();
    assertTrue(state.at("/authenticated").asBoolean());
    assertTrue(state.at("/loginConfigured").asBoolean());
    assertEquals("ada", state.at("/user").asString());
    assertEquals("viewer", state.at("/role").asString());

    Door.Reply out = ask("POST /admin/session/logout", "", "cookie", cookie, "x-csrf", "1");
    assertEquals(200, out.status(), out::text);
    assertTrue(out.headers().first("set-cookie").contains("Max-Age=0"), out::toString);
    JsonNode after = ask("GET /admin/session", "", "cookie", cookie).json();
    assertFalse(after.at("/authenticated").asBoolean());
    assertTrue(after.at("/user").isNull());
  }

  @Test
  void itsCookieIsForNoScriptAndNoOtherSite() {
    List<String> cookies = login(RIGHT).headers().all("set-cookie");

    assertEquals(2, cookies.size());
    for (String cookie : cookies) {
      assertTrue(cookie.contains("; HttpOnly; SameSite=Strict; Path=/"), cookie);
      assertFalse(cookie.contains("Secure"), "the connection is none");
    }
    assertTrue(cookies.getFirst().startsWith("__dashboard_session="), cookies::toString);
    assertTrue(cookies.getFirst().contains("Max-Age=28800"), cookies::toString);
  }

  @Test
  void overAnEncryptedConnectionItsCookieIsSentOverNothingElse() {
    Door.Reply reply =
        Door.askedSecurely(
            service,
            "POST /admin/session/login",
            RIGHT,
            "host",
            "localhost",
            "content-type",
            "application/json");

    reply.headers().all("set-cookie").forEach(cookie -> assertTrue(cookie.endsWith("; Secure")));
    assertTrue(reply.headers().first("strict-transport-security").startsWith("max-age="));
  }

  @Test
  void aWrongPasswordAndAWrongNameAreToldAlike() {
    Door.Reply password = login(WRONG);
    Door.Reply name = login("{\"user\":\"eve\",\"password\":\"guess\"}");

    assertEquals(401, password.status());
    assertEquals("login.refused", password.code());
    assertEquals(password.text(), name.text());
    assertTrue(password.headers().all("set-cookie").isEmpty());
  }

  @Test
  void whoGuessesIsToldHowLongToWait() {
    login(WRONG);
    login(WRONG);

    Door.Reply held = login(RIGHT);

    assertEquals(429, held.status());
    assertEquals("rate.exceeded", held.code());
    assertEquals("RATE_LIMITED", held.json().at("/code").asString(), "as scripts know it");
    assertEquals("30", held.headers().first("retry-after"));
  }

  @Test
  void whoLoggedInBeforeIsNotHeldUpByOthersAtTheirAddress() {
    String cookie = cookies(login(RIGHT));
    login(WRONG);
    login(WRONG);

    assertEquals(200, login(RIGHT, "cookie", cookie).status());
  }

  @Test
  void aScriptThatKnowsOnePasswordOnlyLogsInAsAdmin() {
    house.access().people().add("admin", Role.ADMIN, "the only password");

    JsonNode in = login("{\"password\":\"the only password\"}").json();

    assertEquals("admin", in.at("/user").asString());
  }

  @Test
  void nobodyCanLogInWhereThereIsNobody() {
    house.access().people().remove("ada");

    assertEquals("login.not_configured", login(RIGHT).code());
    assertEquals(403, login(RIGHT).status());
    assertFalse(ask("GET /admin/session", "").json().at("/loginConfigured").asBoolean());
  }

  @Test
  void aPageOfAnotherOriginLogsNobodyInOrOut() {
    String cookie = cookies(login(RIGHT));

    assertEquals("admin.origin_refused", login(RIGHT, "origin", "http://evil.example").code());
    assertEquals("admin.host_refused", host("evil.example").code());
    assertEquals(415, plain().status());
    assertEquals(
        "admin.csrf_missing", ask("POST /admin/session/logout", "", "cookie", cookie).code());
    assertTrue(ask("GET /admin/session", "", "cookie", cookie).json().at("/ok").isMissingNode());
  }

  private Door.Reply host(String name) {
    return Door.asked(
        service,
        "POST /admin/session/login",
        RIGHT,
        "host",
        name,
        "content-type",
        "application/json");
  }

  private Door.Reply plain() {
    return Door.asked(
        service,
        "POST /admin/session/login",
        RIGHT,
        "host",
        "localhost",
        "content-type",
        "text/plain");
  }

  @Test
  void whoKnowsTheirPasswordGivesThemselvesAnother() {
    String before = cookies(login(RIGHT));
    house.house().advance(Duration.ofSeconds(1));

    Door.Reply renewed = renew(AccessHouse.PASSWORD, "another password");

    assertEquals(200, renewed.status(), renewed::text);
    assertFalse(isIn(before), "it was opened with the former one");
    assertTrue(isIn(cookies(renewed)));
    assertEquals("login.refused", login(RIGHT).code());
    assertEquals("login.refused", renew("a guess", "a third password").code());
    house.house().advance(Duration.ofMinutes(1));
    assertEquals("access.bad_terms", renew("another password", "short").code());
  }

  private Door.Reply renew(String password, String other) {
    return ask(
        "POST /admin/session/password",
        "{\"user\":\"ada\",\"password\":\"%s\",\"new_password\":\"%s\"}"
            .formatted(password, other));
  }

  private boolean isIn(String cookie) {
    return ask("GET /admin/session", "", "cookie", cookie).json().at("/authenticated").asBoolean();
  }

  @Test
  void refusesWhatItCannotReadAndRepeatsNoPassword() {
    for (String body :
        List.of("", "{", "[]", "{\"password\":7}", "{\"password\":\"s3cret\",\"x\":1}")) {
      Door.Reply reply = login(body);

      assertEquals(400, reply.status(), body);
      assertFalse(reply.text().contains("s3cret"), reply::text);
    }
    assertEquals(413, login("{\"password\":\"" + "x".repeat(20_000) + "\"}").status());
  }

  @Test
  void answersAsIsToldOfIt() {
    for (Route route : SessionService.told()) {
      String target = route.resource().method() + " " + route.resource().path();
      String body = route.body().isPresent() ? RIGHT : "";
      String other = ",\"new_password\":\"another password\"}";

      Door.Reply reply =
          ask(target, target.endsWith("/password") ? RIGHT.replace("}", other) : body);

      assertEquals(200, reply.status(), target);
      assertEquals(
          List.of(), route.answers().shape().orElseThrow().misfits(reply.document()), target);
    }
  }
}
