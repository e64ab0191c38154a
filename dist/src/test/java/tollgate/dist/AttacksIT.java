package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Commands;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/**
 * What somebody might try at the operator's door of a running gateway. What is tried comes from the
 * document that tells of every route, so a new route is attacked without anybody thinking of it.
 */
class AttacksIT {
  private static final String PASSWORD = "canary-password-of-ada";

  /** Where the one proxy is that is believed. */
  private static final String PROXY = "127.0.0.9";

  private static final String HEADER = "canary-header-to-the-provider";

  private static final List<String> EVIL =
      List.of(
          "' OR '1'='1' --",
          "\"; DROP TABLE call; --",
          "x' UNION SELECT password FROM person --",
          "\u0000\r\nset-cookie: a=b",
          "../../etc/passwd",
          "99999999999999999999",
          "x".repeat(5_000));

  private static final List<String> ODD =
      List.of(
          "[]",
          "null",
          "{",
          "[".repeat(5_000),
          "{\"name\":{\"$gt\":\"\"}}",
          "{\"__proto__\":{\"role\":\"admin\"}}",
          "{\"name\":\"" + "x".repeat(100_000) + "\"}");

  /** A stream that goes on; what it tells is looked at elsewhere. */
  private static final String EVENTS = "/admin/events";

  @TempDir private static Path folder;
  private static Stand stand;
  private static String viewer;
  private static String key;
  private static List<Asked> routes;

  /** A route as the document tells of it. */
  private record Asked(String method, String path, List<String> params, boolean takesBody) {

    /** The path with this in the place of every name. */
    String with(String value) {
      return path.replaceAll("\\{[^}]+}", Matcher.quoteReplacement(value));
    }

    boolean reads() {
      return method.equals("GET");
    }

    boolean isSession() {
      return path.startsWith("/admin/session/");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    stand =
        Stand.in(
            folder,
            settings ->
                Stand.neverOpeningABreaker(settings)
                    .provider(
                        "second",
                        URI.create("http://127.0.0.1:9"),
                        "[provider.headers]",
                        "x-secret = \"" + HEADER + "\"")
                    .set("listener.trusted-proxies", "[\"" + PROXY + "\"]")
                    .set("log.level", "\"debug\""));
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
    key = made("/admin/keys", "{\"name\":\"canary\"}").at("key").text();
    viewer = made("/admin/tokens", "{\"name\":\"watcher\"}").at("token").text();
    made("/admin/users", "{\"name\":\"ada\",\"role\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
    stand.row(stand.ask(Requests.messages("m").instead("x-api-key", key)));
    routes = routes(stand.gateway().see("/admin/openapi.json").json().at("paths"));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  private static List<Asked> routes(Json paths) {
    var all = new ArrayList<Asked>();
    for (String path : paths.names()) {
      for (String method : paths.at(path).names()) {
        Json operation = paths.at(path, method);
        var params = new ArrayList<String>();
        Json listed = operation.at("parameters");
        for (Json param : listed.isNull() ? List.<Json>of() : listed.elements()) {
          if (param.at("in").text().equals("query")) {
            params.add(param.at("name").text());
          }
        }
        boolean takesBody = !operation.at("requestBody").isNull();
        if (!path.equals(EVENTS)) {
          all.add(new Asked(method.toUpperCase(Locale.ROOT), path, params, takesBody));
        }
      }
    }
    return all;
  }

  private static Json made(String path, String body) throws Exception {
    Answer answer = stand.ask(withToken(Ask.post(path, body)));
    assertEquals(201, answer.status(), answer::toString);
    return answer.json();
  }

  private static Ask withToken(Ask ask) throws Exception {
    return ask.with("x-admin-token", stand.gateway().adminToken());
  }

  private static Ask request(Asked route, String target, String body) throws Exception {
    Ask ask = body.isEmpty() ? Ask.of(route.method(), target) : Ask.post(target, body);
    return withToken(new Ask(route.method(), target, ask.fields(), ask.body()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Refused or not found, and in any case like every other answer of this face. */
  private static void comesToNothing(Ask ask) throws Exception {
    Answer answer = stand.ask(ask);
    String about = ask.method() + " " + shortened(ask.target()) + " " + shortened(answer.text());

    assertTrue(answer.status() < 500, about);
    assertEquals("nosniff", answer.first("x-content-type-options").orElse(""), about);
    assertFalse(answer.text().contains("SQL"), about);
    assertFalse(answer.text().contains("$argon2id$"), about);
    assertFalse(answer.text().contains("Exception"), about);
    assertTrue(
        answer.all("set-cookie").stream().allMatch(set -> set.startsWith("__dashboard_session=;")),
        about);
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }

  @Test
  void noParameterOfAnyRouteIsMoreThanAValue() throws Exception {
    long calls = stand.ledger().count("call");
    int tried = 0;
    for (Asked route : routes) {
      for (String param : route.params()) {
        for (String evil : EVIL) {
          comesToNothing(
              request(route, route.with("nobody") + "?" + param + "=" + encoded(evil), ""));
          tried++;
        }
      }
    }
    assertTrue(tried > 500, "only so many were tried: " + tried);
    assertEquals(calls, stand.ledger().count("call"));
    assertEquals(1, stand.ledger().count("person"));
  }

  @Test
  void noPartOfAnyPathIsMoreThanAName() throws Exception {
    long calls = stand.ledger().count("call");
    for (Asked route : routes) {
      if (route.path().contains("{")) {
        for (String evil : EVIL) {
          comesToNothing(request(route, route.with(encoded(evil)), ""));
        }
      }
    }
    assertEquals(calls, stand.ledger().count("call"));
  }

  @Test
  void noBodyOfAnyRouteIsMoreThanItsShape() throws Exception {
    for (Asked route : routes) {
      if (route.takesBody()) {
        for (String odd : ODD) {
          comesToNothing(request(route, route.with("nobody"), odd));
        }
      }
    }
    assertEquals(1, stand.ledger().count("person"));
    assertEquals(1, stand.ledger().count("program_token"));
  }

  @Test
  void nothingIsChangedByWhoMayNotWhereverTheyComeFrom() throws Exception {
    int held = 0;
    for (Asked route : routes) {
      if (route.reads() || route.isSession()) {
        continue;
      }
      Ask bare = Ask.of(route.method(), route.with("nobody"));
      String about = route.toString();
      assertEquals("admin.token_missing", code(bare), about);
      assertEquals("admin.token_wrong", code(bare.with("x-admin-token", key)), about);
      assertEquals("admin.role_lacking", code(bare.with("x-admin-token", viewer)), about);
      assertEquals("admin.origin_refused", code(foreign(bare)), about);
      assertEquals("admin.host_refused", code(withToken(bare.with("host", "evil.test"))), about);
      held++;
    }
    assertTrue(held >= 15, "only so many routes change something: " + held);
  }

  private static Ask foreign(Ask bare) throws Exception {
    return withToken(bare.with("origin", "http://evil.test"));
  }

  private static String code(Ask ask) throws Exception {
    Answer answer = stand.ask(ask);
    assertEquals(403, answer.status(), answer::toString);
    return answer.json().at("problem").text();
  }

  /** What a browser would send back of the cookies that a log-in gave it. */
  private static String cookies() throws Exception {
    String body = "{\"user\":\"ada\",\"password\":\"" + PASSWORD + "\"}";
    Answer in = stand.ask(Ask.post("/admin/session/login", body));
    assertEquals(200, in.status(), in::toString);
    return String.join(
        "; ",
        in.all("set-cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList());
  }

  @Test
  void aSessionChangesSomethingOnlyWithTheFieldThatAForeignPageCannotSet() throws Exception {
    String cookies = cookies();
    Ask create = Ask.post("/admin/keys", "{\"name\":\"by-ada\"}").with("cookie", cookies);

    assertEquals("admin.csrf_missing", code(create));
    assertEquals(
        "admin.origin_refused", code(create.with("x-csrf", "1").with("origin", "http://a.test")));
    assertEquals(201, stand.ask(create.with("x-csrf", "1")).status());
    Json last = stand.gateway().see("/admin/audit?limit=1").json().at("entries", 0);
    assertEquals("user ada", last.at("actor").text(), last::toString);
    assertEquals("127.0.0.1", last.at("source").text(), last::toString);

    Ask out = Ask.of("POST", "/admin/session/logout").with("cookie", cookies);
    assertEquals("admin.csrf_missing", code(out));
    assertEquals(200, stand.ask(out.with("x-csrf", "1")).status());
    assertEquals("admin.token_missing", code(create.with("x-csrf", "1")));
  }

  @ParameterizedTest
  @CsvSource({
    "x-forwarded-for, 127.0.0.1",
    "x-forwarded-for, 203.0.113.9",
    "forwarded, for=127.0.0.1",
    "x-real-ip, 127.0.0.1",
    "x-forwarded-host, localhost"
  })
  void whoSaysThatARequestWasPassedOnIsNotTakenForThisMachine(String field, String value)
      throws Exception {
    Ask read = Ask.of("GET", "/admin/logs").with(field, value);

    assertEquals("admin.not_local", code(read));
    assertEquals("admin.not_local", code(withToken(read)));
  }

  private static Answer throughTheProxy(Ask ask) throws Exception {
    try (RawClient client = RawClient.to(stand.gateway().port(), InetAddress.ofLiteral(PROXY))) {
      return client.send(ask).reply(ask).whole();
    }
  }

  @EnabledOnOs(OS.LINUX) // only there is every address that begins with 127 one of the machine's
  @Test
  void aProxyThatIsNamedIsBelievedAboutItsClientAndTheWayItCame() throws Exception {
    Ask read = Ask.of("GET", "/admin/logs?limit=1");

    Answer far = throughTheProxy(read.with("x-forwarded-for", "127.0.0.1, 203.0.113.9"));
    Answer near =
        throughTheProxy(
            read.with("x-forwarded-for", "127.0.0.1").with("x-forwarded-proto", "https"));
    throughTheProxy(
        Requests.messages("m")
            .instead("x-api-key", key)
            .with("x-forwarded-for", "6.6.6.6, 203.0.113.9"));

    assertEquals("admin.not_local", far.json().at("problem").text(), far::toString);
    assertEquals(200, near.status(), near::toString);
    assertTrue(near.first("strict-transport-security").isPresent(), near::toString);
    Json last = stand.gateway().see("/admin/logs?limit=1").json().at(0);
    assertEquals("203.0.113.9", last.at("source_ip").text(), last::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/logs HTTP/1.1\r\nhost: localhost\r\nhost: evil.test\r\n",
        "GET http://evil.test/admin/logs HTTP/1.1\r\nhost: localhost\r\n",
        "GET /admin/logs HTTP/1.1\r\n",
        "GET /admin/logs HTTP/1.1\r\nhost: localhost\r\n\tfolded\r\n",
        "GET /admin/logs HTTP/1.1\r\nhost : localhost\r\n",
        "GET /admin/logs HTTP/1.1\r\nhost: localhost\u0000.evil.test\r\n",
        "GET /admin/./logs HTTP/1.1\r\nhost: localhost\r\n",
        "GET /admin/%2e%2e/admin/logs HTTP/1.1\r\nhost: localhost\r\n",
        "GET /admin/..;/logs HTTP/1.1\r\nhost: localhost\r\n",
        "GET /admin\\logs HTTP/1.1\r\nhost: localhost\r\n"
      })
  void aHeadThatIsPlayedWithIsNotAnswered(String head) throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      client.send((head + "connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      Answer answer = client.reply(Ask.of("GET", "/")).whole();

      assertTrue(answer.status() >= 400 && answer.status() < 500, answer::toString);
      assertFalse(answer.text().contains("request_id"), answer::toString);
    }
  }

  @Test
  void everyAnswerKeepsBrowsersFromDoingMoreThanTheyShould() throws Exception {
    for (Asked route : routes) {
      Answer answer = stand.ask(Ask.of(route.method(), route.with("nobody")));

      for (String[] field :
          new String[][] {
            {"x-frame-options", "DENY"},
            {"x-content-type-options", "nosniff"},
            {"cache-control", "no-store"},
            {"referrer-policy", "no-referrer"},
            {"permissions-policy", "camera=(), microphone=(), geolocation=()"},
            {"cross-origin-opener-policy", "same-origin"},
            {"x-permitted-cross-domain-policies", "none"}
          }) {
        assertEquals(List.of(field[1]), answer.all(field[0]), route.toString());
      }
      assertEquals(List.of(), answer.all("strict-transport-security"), route.toString());
    }
  }

  @Test
  void pricingCallsAfterTheFactIsAuditedEvenWhereItChangesNothing() throws Exception {
    Answer done = stand.ask(withToken(Ask.of("POST", "/admin/costs/backfill?all=true")));

    assertEquals(200, done.status(), done::toString);
    Json entry = stand.gateway().see("/admin/audit?action=costs.").json().at("entries", 0);
    assertEquals("costs.backfilled", entry.at("action").text(), entry::toString);
    assertEquals("installation token", entry.at("actor").text(), entry::toString);
  }

  /** What the stream of events tells, up to the end of the call after which it is asked for. */
  private static String eventsOf(RawReply stream) throws Exception {
    var seen = new StringBuilder();
    while (seen.indexOf("event: call.finished") < 0) {
      seen.append(new String(stream.body().some(), StandardCharsets.UTF_8));
    }
    return seen.toString();
  }

  /** Everything the gateway wrote to disk by itself, but for where secrets belong. */
  private static String filesOf(Path data) throws Exception {
    var told = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals("admin-token")) {
          told.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return told.toString();
  }

  /** With what a gateway says at its most talkative. */
  @Test
  void noSecretIsInAnyAnswerNorInTheLogNorAmongTheMetricsNorOnDisk() throws Exception {
    Ask watch = Ask.of("GET", EVENTS);
    var told = new StringBuilder();
    String cookies;
    String another;
    try (RawClient client = stand.gateway().connect()) {
      RawReply stream = client.send(watch).reply(watch);
      cookies = cookies();
      another = made("/admin/keys", "{\"name\":\"told-of\"}").at("key").text();
      stand.ask(
          Ask.post("/admin/session/login", "{\"user\":\"" + PASSWORD + "\",\"password\":\"x\"}"));
      stand.ask(Requests.messages("m").instead("x-api-key", another));
      told.append(eventsOf(stream));
    }
    assertTrue(told.indexOf("event: change") > 0, told::toString);
    var canaries =
        new ArrayList<>(
            List.of(GatewaySettings.CREDENTIAL, stand.gateway().adminToken(), PASSWORD, HEADER));
    canaries.addAll(List.of(key, another, viewer));
    canaries.add(cookies.substring(cookies.indexOf('=') + 1, cookies.indexOf(';')));

    for (Asked route : routes) {
      if (route.reads()) {
        for (String value : List.of("fake", "ada", "1", "nobody")) {
          told.append(stand.ask(Ask.of("GET", route.with(value))).text());
        }
      }
    }
    told.append(stand.gateway().see("/metrics").text());
    told.append(stand.gateway().output().text()).append(stand.gateway().errors().text());
    told.append(filesOf(folder.resolve("data")));

    String all = told.toString();
    for (String canary : canaries) {
      int at = all.indexOf(canary);
      assertEquals(-1, at, () -> all.substring(Math.max(0, at - 200), at));
    }
  }

  /** What a person may paste into a report of a bug. */
  @Test
  void noSecretIsInWhatACommandTellsOfAnInstallation() throws Exception {
    var canaries =
        List.of(
            GatewaySettings.CREDENTIAL,
            stand.gateway().adminToken(),
            PASSWORD,
            HEADER,
            key,
            viewer);
    var told = new StringBuilder();
    for (List<String> command :
        List.of(
            List.of("doctor", "--json"),
            List.of("paths", "--json"),
            List.of("service", "install", "--dry-run"))) {
      var words = new ArrayList<>(command);
      words.addAll(List.of("--config", folder.resolve("tollgate.toml").toString()));
      words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
      told.append(Commands.run(words.toArray(String[]::new)));
    }

    assertTrue(told.indexOf("\"permissions\"") > 0, told::toString);
    for (String canary : canaries) {
      assertEquals(-1, told.indexOf(canary), told::toString);
    }
  }
}
