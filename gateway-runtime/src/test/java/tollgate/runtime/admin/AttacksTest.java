package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.face.Resource;
import tollgate.runtime.access.Access;
import tollgate.runtime.access.Sessions;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.UsageReports;

/**
 * What somebody might try at the operator's door, and that nothing comes of it. The same is tried
 * on every route there is by {@code AttacksIT} of {@code dist}, against a gateway that runs.
 */
class AttacksTest {
  private static final List<String> EVIL =
      List.of(
          "' OR '1'='1",
          "'; DROP TABLE call; --",
          "\" OR \"\"=\"",
          "1) UNION SELECT hash FROM managed_key --",
          "x' UNION SELECT password FROM person --",
          "%",
          "_",
          "\\",
          "\u0000",
          "\r\nset-cookie: a=b",
          "../../etc/passwd",
          "\u0663",
          "-1",
          "1e9",
          "99999999999999999999",
          "NaN",
          "x".repeat(5_000));

  @TempDir Path folder;

  private LedgerHouse house;
  private List<Route> routes;
  private Door door;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    var reads = house.database().reads();
    var ledger = new LedgerReports(reads, house);
    var usage = new UsageReports(ledger, "");
    var keyring = new SqliteKeyring(house.database(), house, new SplittableRandom(1));
    new Actions(house.database().writer(), house).note("administrator", "a", "b", "c");
    house.ledger().open(Calls.at(house).next()).settle(Calls.settled("0.01"));
    house.flush();
    routes = new ArrayList<>();
    routes.addAll(new UsageResources(ledger, usage, house).list());
    routes.addAll(new TotalResources(keyring, usage, house).list());
    routes.addAll(new LogResources(new LogReports(reads, "")).list());
    routes.addAll(new AuditResources(new AuditReports(reads)).list());
    routes.addAll(new KeyResources(keyring, usage, house).list());
    routes.addAll(new OlderKeyResources(keyring, usage, house).list());
    routes.addAll(new SessionResources(ledger.sessions()).list());
    var access =
        Access.open(
            house.database(),
            new Access.Rules(
                new Sessions.Life(Duration.ofHours(1), Duration.ofHours(8)),
                Duration.ofMinutes(1),
                5),
            house,
            new SecureRandom());
    routes.addAll(new UserResources(access.people()).list());
    routes.addAll(new TokenResources(access.tokens(), house).list());
    door = new Door(routes, ledger);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void isIntact() {
    house.flush();
    assertEquals(List.of("1"), house.list("SELECT count(*) FROM call"));
  }

  /** Whatever stands in a parameter is refused or looked for, and never found. */
  @Test
  void noParameterIsMoreThanAValue() {
    int tried = 0;
    for (Route route : routes) {
      Resource resource = route.resource();
      for (Param param : route.query()) {
        for (String evil : EVIL) {
          String target = resource.path() + "?" + param.name() + "=" + encoded(evil);

          Door.Reply reply = door.ask(resource.method() + " " + target);

          assertTrue(
              List.of(200, 400, 404).contains(reply.status()), () -> target + " " + reply.text());
          assertFalse(reply.text().contains("SQL"), reply::text);
          tried++;
        }
      }
    }
    assertTrue(tried > 1_000, "only so many were tried: " + tried);
    isIntact();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tool", "client_id", "model", "provider", "session", "account", "key", "instance"})
  void aFilterFindsNothingThatIsNotThere(String filter) {
    for (String evil : EVIL) {
      assertEquals("[]", door.ask("GET /admin/logs?" + filter + "=" + encoded(evil)).text());
    }
  }

  @Test
  void noPartOfAPathIsMoreThanAName() {
    for (Route route : routes) {
      Resource resource = route.resource();
      for (String evil : EVIL) {
        String path = resource.path().replaceAll("\\{\\w+(\\.\\.\\.)?}", "@");
        if (path.contains("@")) {
          String target = path.replace("@", encoded(evil));

          Door.Reply reply = door.ask(resource.method() + " " + target);

          assertTrue(
              List.of(200, 400, 404).contains(reply.status()), () -> target + " " + reply.text());
        }
      }
    }
    isIntact();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/logs/%zz",
        "/admin/logs/%",
        "/admin/logs/%2e%2e",
        "/admin//logs",
        "/admin/logs/",
        "/admin/logs/1/",
        "/admin/logs/1%2f2",
        "/admin/keys/%00",
        "/ADMIN/logs",
        "/admin/logs?limit=%zz",
        "/admin/logs?%zz=1"
      })
  void aPathThatIsPlayedWithLeadsNowhere(String target) {
    Door.Reply reply = door.ask("GET " + target);

    assertTrue(reply.status() == 400 || reply.status() == 404, () -> target + " " + reply.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[[[[[[[[",
        "{\"name\":\"a\",\"name\":\"b\",\"admin\":true}",
        "{\"name\":{\"$gt\":\"\"}}",
        "{\"name\":\"\\u0000\"}",
        "{\"name\":\"a\",\"models\":[[]]}"
      })
  void aBodyThatIsOddMakesNoKey(String body) {
    assertEquals(400, door.ask("POST /admin/keys", body).status());
    assertEquals("{\"keys\":[]}", door.ask("GET /admin/keys").text());
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() {
    Door.Reply reply = door.ask("POST /admin/keys", "{\"name\":\"" + "x".repeat(2_000_000) + "\"}");

    assertEquals(413, reply.status());
  }

  @Test
  void whatAReplySaysOfARequestCannotBreakOutOfIt() {
    Door.Reply reply = door.ask("GET /admin/logs?limit=" + encoded("\"}<script>\r\n\r\n"));

    assertEquals("request.bad_parameter", reply.code());
    assertEquals("application/json", reply.headers().first("content-type"));
    assertEquals("nosniff", reply.headers().first("x-content-type-options"));
    assertFalse(reply.text().contains("\n"), reply::text);
  }

  @Test
  void nothingIsChangedWithoutTheToken() {
    for (Route route : routes) {
      Resource resource = route.resource();
      if (!resource.method().equals("GET")) {
        assertEquals(Resource.Access.CHANGE, resource.access(), resource::path);
      }
    }
  }
}
