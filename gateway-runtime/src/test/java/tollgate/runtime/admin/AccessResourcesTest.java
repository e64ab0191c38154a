package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.runtime.access.AccessHouse;
import tollgate.runtime.report.LedgerReports;
import tools.jackson.databind.JsonNode;

class AccessResourcesTest {
  private static final String ADA =
      "{\"name\":\"ada\",\"role\":\"admin\",\"password\":\"" + AccessHouse.PASSWORD + "\"}";

  @TempDir Path folder;

  private AccessHouse house;
  private List<Route> routes;
  private Door door;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    routes = new ArrayList<>(new UserResources(house.access().people()).list());
    routes.addAll(new TokenResources(house.access().tokens(), house.house()).list());
    door = new Door(routes, new LedgerReports(house.house().database().reads(), house.house()));
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** What comes back, held against what is told of it. */
  private JsonNode good(String target, String body) {
    Door.Reply reply = door.ask(target, body);
    String[] words = target.split(" ", 2);
    Route route =
        routes.stream()
            .filter(one ->
                one.resource().method().equals(words[0])
                    && PathPattern.match(one.resource().path(), words[1]).isPresent())
            .findFirst()
            .orElseThrow();
    assertEquals(route.answers().status(), reply.status(), reply::text);
    assertEquals(List.of(), route.answers().shape().orElseThrow().misfits(reply.document()));
    return reply.json();
  }

  @Test
  void addsChangesAndRemovesSomebody() {
    assertEquals("ada", good("POST /admin/users", ADA).at("/name").asString());
    assertEquals("ada", good("GET /admin/users", "").at("/users/0/name").asString());

    JsonNode changed =
        good("PATCH /admin/users/ada", "{\"role\":\"viewer\",\"password\":\"another password\"}");

    assertEquals("viewer", changed.at("/role").asString());
    assertTrue(house.access().people().check("ada", "another password").isPresent());
    good("DELETE /admin/users/ada", "");
    assertEquals(0, good("GET /admin/users", "").at("/users").size());
    assertEquals("access.not_there", door.ask("DELETE /admin/users/ada").code());
  }

  @Test
  void makesATokenShowsItOnceAndRevokesIt() {
    JsonNode made =
        good("POST /admin/tokens", "{\"name\":\"ci\",\"expires_at\":\"2027-01-31T00:00:00Z\"}");
    String secret = made.at("/token").asString();

    assertTrue(house.access().tokens().find(secret).isPresent());
    assertEquals("viewer", made.at("/role").asString());
    assertEquals("2027-01-31T00:00:00Z", made.at("/expires_at").asString());
    String listed = good("GET /admin/tokens", "").toString();
    assertFalse(listed.contains(secret), listed);

    JsonNode revoked = good("DELETE /admin/tokens/" + made.at("/id").asString(), "");

    assertEquals("revoked", revoked.at("/state").asString());
    assertTrue(house.access().tokens().find(secret).isEmpty());
    assertEquals("access.not_there", door.ask("DELETE /admin/tokens/tok-1").code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /admin/users|{}",
        "POST /admin/users|[]",
        "POST /admin/users|{\"name\":\"bob\",\"password\":\"s3cret\"}",
        "POST /admin/users|{\"name\":\"bob\",\"password\":\"s3cret s3cret"
            + " s3cret\",\"rolle\":\"x\"}",
        "POST /admin/users|{\"name\":\"bob\",\"password\":\"s3cret s3cret"
            + " s3cret\",\"role\":\"root\"}",
        "POST /admin/users|{\"name\":\"../bob\",\"password\":\"s3cret s3cret s3cret\"}",
        "PATCH /admin/users/ada|{\"password\":\"s3cret\"}",
        "PATCH /admin/users/ada|{\"password\":null}",
        "PATCH /admin/users/ada|{\"name\":\"bob\"}",
        "POST /admin/tokens|{\"name\":\"\"}",
        "POST /admin/tokens|{\"name\":\"a\",\"expires_at\":\"tomorrow\"}",
        "POST /admin/tokens|{\"name\":\"a\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
        "POST /admin/tokens|{\"name\":\"a\",\"role\":7}"
      })
  void refusesWhatItCannotTakeChangesNothingAndRepeatsNoPassword(String target, String body) {
    good("POST /admin/users", ADA);

    Door.Reply reply = door.ask(target, body);

    assertEquals(400, reply.status(), reply::text);
    assertFalse(reply.text().contains("s3cret"), reply::text);
    assertEquals(1, house.access().people().list().size());
    assertEquals(0, house.access().tokens().list().size());
    assertTrue(house.access().people().check("ada", AccessHouse.PASSWORD).isPresent());
  }
}
