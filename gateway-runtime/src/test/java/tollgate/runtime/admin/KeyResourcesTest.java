package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.UsageReports;
import tools.jackson.databind.JsonNode;

class KeyResourcesTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  private LedgerHouse house;
  private Keyring keyring;
  private Door door;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    keyring = new SqliteKeyring(house.database(), house, new SplittableRandom(1));
    var ledger = new LedgerReports(house.database().reads(), house);
    var usage = new UsageReports(ledger, "");
    var routes = new ArrayList<Route>(new KeyResources(keyring, usage, house).list());
    routes.addAll(new OlderKeyResources(keyring, usage, house).list());
    door = new Door(routes, ledger);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private JsonNode made(String body) {
    Door.Reply reply = door.ask("POST /admin/keys", body);
    assertEquals(201, reply.status(), reply::text);
    return reply.json();
  }

  @Test
  void showsAKeyByItsMakingOnly() {
    JsonNode made = made("{\"name\":\"ci\",\"owner\":\"ada\",\"models\":[\"m\"]}");
    String secret = made.at("/key").asString();

    String list = door.ask("GET /admin/keys").text();
    JsonNode one = door.ask("GET /admin/keys/" + made.at("/id").asString()).json();

    assertFalse(list.contains(secret), list);
    assertEquals("ada", one.at("/owner").asString());
    assertEquals("m", one.at("/models/0").asString());
    assertEquals(404, door.ask("GET /admin/keys/key-nobody").status());
  }

  @Test
  void changesWhatIsNamedAndLeavesTheRest() {
    String one =
        "/admin/keys/"
            + made("{\"name\":\"ci\",\"tags\":[\"t\"],\"team\":\"tools\"}").at("/id").asString();

    JsonNode changed =
        door.ask(
                "PATCH " + one,
                "{\"providers\":[\"p\"],\"team\":null,\"expires_at\":\"2027-01-01T00:00:00Z\"}")
            .json();
    JsonNode freed = door.ask("PATCH " + one, "{\"providers\":null,\"expires_at\":null}").json();

    assertEquals("p", changed.at("/providers/0").asString());
    assertEquals("", changed.at("/team").asString());
    assertEquals("t", changed.at("/tags/0").asString());
    assertEquals("2027-01-01T00:00:00Z", changed.at("/expires_at").asString());
    assertEquals(0, freed.at("/providers").size());
    assertEquals(true, freed.at("/expires_at").isNull());
    assertEquals("ci", freed.at("/name").asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{",
        "{\"modles\":[]}",
        "{\"name\":7}",
        "{\"name\":\" \"}",
        "{\"models\":\"m\"}",
        "{\"models\":[1]}",
        "{\"expires_at\":\"tomorrow\"}",
        "{\"expires_at\":\"2020-01-01T00:00:00Z\"}",
        "{\"owner\":\"a\\nb\"}"
      })
  void refusesWhatItCannotKeepAndChangesNothing(String body) {
    JsonNode made = made("{\"name\":\"ci\",\"owner\":\"ada\"}");
    String one = "/admin/keys/" + made.at("/id").asString();
    String before = door.ask("GET " + one).text();

    assertEquals(400, door.ask("PATCH " + one, body).status());
    assertEquals(before, door.ask("GET " + one).text());
  }

  @Test
  void aRotatedKeyKeepsItsNameAndItsFormerSecretForADay() {
    JsonNode made = made("{\"name\":\"ci\"}");
    String one = "/admin/keys/" + made.at("/id").asString();

    JsonNode rotated = door.ask("POST " + one + "/rotate").json();

    assertEquals(made.at("/id"), rotated.at("/id"));
    assertNotEquals(made.at("/key"), rotated.at("/key"));
    assertEquals("2026-11-22T12:00:00.123Z", rotated.at("/former_until").asString());
    assertInstanceOf(KeyLookup.Known.class, keyring.find(made.at("/key").asString()));

    door.ask("POST " + one + "/rotate", "{\"former_until\":null}");
    assertInstanceOf(KeyLookup.Replaced.class, keyring.find(rotated.at("/key").asString()));
  }

  @Test
  void aRevokedKeyCannotBeChanged() {
    String one = "/admin/keys/" + made("{\"name\":\"ci\"}").at("/id").asString();
    door.ask("DELETE " + one);

    assertEquals("key.over", door.ask("PATCH " + one, "{\"name\":\"x\"}").code());
    assertEquals("key.over", door.ask("POST " + one + "/rotate").code());
  }

  @Test
  void takesInKeysOfAnotherGatewayAllOrNone() {
    String good = "{\"hash\":\"" + HASH + "\",\"name\":\"old\",\"prefix\":\"sk-o\"}";
    String bad = "{\"hash\":\"abc\",\"name\":\"odd\"}";

    assertEquals(
        400, door.ask("POST /admin/keys/import", "{\"keys\":[" + good + "," + bad + "]}").status());
    assertEquals(0, keyring.list().size());
    assertEquals(201, door.ask("POST /admin/keys/import", "{\"keys\":[" + good + "]}").status());
    assertEquals("sk-o", keyring.list().getFirst().prefix());
    assertEquals(
        "key.taken", door.ask("POST /admin/keys/import", "{\"keys\":[" + good + "]}").code());
  }

  @Test
  void tellsWhatAKeyUsedDayByDay() {
    String id = made("{\"name\":\"ci\"}").at("/id").asString();
    house
        .ledger()
        .open(Calls.at(house).key(id).next())
        .settle(Calls.settled(TokenCounts.of(10, 5), "0.25"));
    house.flush();

    JsonNode used = door.ask("GET /admin/keys/" + id + "/usage").json();
    JsonNode older = door.ask("GET /admin/api-keys/" + id + "/usage").json();

    assertEquals(1, used.at("/total/request_count").asInt());
    assertEquals("2026-11-21", used.at("/days/0/day").asString());
    assertEquals("0.25", used.at("/days/0/cost_usd").asString());
    assertEquals(15, older.at("/totalTokens").asInt());
    assertEquals(1, door.ask("GET /admin/api-keys").json().at("/apiKeys/0/requestCount").asInt());
    assertEquals(
        "{\"id\":\"key-nobody\",\"requestCount\":0,\"totalTokens\":0,\"totalCostUsd\":0}",
        door.ask("GET /admin/api-keys/key-nobody/usage").text());
  }

  @Test
  void anOlderProxysScriptMakesLimitsAndRevokesAKey() {
    JsonNode made =
        door.ask(
                "POST /admin/api-keys",
                "{\"name\":\"ci\",\"allowed_providers\":[\" a \",\"a\",\"b\"],"
                    + "\"allowed_accounts\":null}")
            .json();
    String one = "/admin/api-keys/" + made.at("/id").asString();

    assertEquals("[\"a\",\"b\"]", made.at("/allowedProviders").toString());
    assertEquals(true, made.at("/allowedAccounts").isNull());
    assertEquals("{\"ok\":true}", door.ask("PATCH " + one, "{\"allowed_providers\":[]}").text());
    JsonNode listed = door.ask("GET /admin/api-keys").json().at("/apiKeys/0");
    assertEquals(true, listed.at("/allowedProviders").isNull());
    assertEquals(true, listed.at("/revokedAt").isNull());
    assertEquals(
        "2026-11-21T12:00:00.123Z", door.ask("DELETE " + one).json().at("/revokedAt").asString());
    assertEquals(404, door.ask("DELETE " + one).status());
    assertEquals(404, door.ask("PATCH " + one, "{\"allowed_providers\":[]}").status());
    assertEquals(400, door.ask("POST /admin/api-keys", "{}").status());
  }
}
