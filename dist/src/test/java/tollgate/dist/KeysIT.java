package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Commands;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** A key's life: made before the gateway runs, used, and revoked while it runs. */
class KeysIT {
  private static final int DONE = 0;
  private static final int WRONG_USE = 2;

  @TempDir private Path folder;

  private Ended keys(String... words) throws Exception {
    var all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    return Commands.run(all.toArray(String[]::new));
  }

  private Json json(String... words) throws Exception {
    var all = new ArrayList<>(List.of(words));
    all.add("--json");
    Ended ended = keys(all.toArray(String[]::new));
    assertEquals(DONE, ended.status(), ended::errors);
    return Json.parse(ended.output());
  }

  private static Ask with(String key) {
    return Requests.messages("m").instead("x-api-key", key);
  }

  @Test
  void aKeyMadeBeforeTheStartIsGoodUntilItIsRevoked() throws Exception {
    Json made = json("create", "--name", "ci", "--expires", "30d");
    String key = made.at("key").text();

    try (Stand stand = Stand.in(folder, settings -> settings.set("keys.required", "\"true\""))) {
      stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));

      Answer without = stand.ask(Requests.messages("m"));
      Answer used = stand.ask(with(key));
      Json listed = json("list");
      Ended revoked = keys("revoke", made.at("id").text());
      Answer after = stand.ask(with(key));

      assertEquals(401, without.status(), without::toString);
      assertTrue(without.text().contains("key.unknown"), without::toString);
      assertEquals(200, used.status(), used::toString);
      assertEquals("ci", stand.row(used).text("key_name"));
      assertTrue(listed.toString().contains(made.at("id").text()), listed::toString);
      assertFalse(listed.toString().contains(key), listed::toString);
      assertEquals(DONE, revoked.status(), revoked::errors);
      assertEquals(401, after.status(), after::toString);
      assertTrue(after.text().contains("key.revoked"), after::toString);
      assertEquals(
          List.of("command line key.created", "installation token key.revoked"),
          stand.ledger().ask("SELECT actor, action FROM audit ORDER BY id").stream()
              .map(row -> row.text("actor") + " " + row.text("action"))
              .toList());
      stand.end();
    }
    assertTrue(json("list").toString().contains("revoked"), "after the end, from the file");
  }

  @Test
  void aKeyMadeWhileTheGatewayRunsIsGoodAtOnce() throws Exception {
    try (Stand stand = Stand.in(folder, settings -> settings.set("keys.required", "\"true\""))) {
      stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
      String key = json("create", "--name", "laptop").at("key").text();

      assertEquals(200, stand.ask(with(key)).status());
      stand.end();
      assertEquals(1, stand.gateway().output().events("key.none_usable").size());
    }
  }

  @Test
  void aGatewayForOtherMachinesRefusesCallsUntilThereIsAKey() throws Exception {
    String settings = GatewaySettings.empty().set("listener.host", "\"0.0.0.0\"").text();
    try (GatewayProcess gateway = GatewayProcess.in(folder).with(settings).start()) {
      Answer answer = gateway.ask(Requests.messages("m"));

      assertEquals(401, answer.status(), answer::toString);
      assertEquals(1, gateway.output().events("key.none_usable").size());
      assertEquals(DONE, keys("create", "--name", "first").status());
    }
  }

  @Test
  void keysAreNotMadeThroughTheAdminApiWithoutTheToken() throws Exception {
    try (GatewayProcess gateway =
        GatewayProcess.in(folder).with(GatewaySettings.empty().text()).start()) {
      Ask create = Ask.post("/admin/keys", "{\"name\":\"x\"}");

      Answer without = gateway.ask(create);
      Answer misspelt =
          gateway.ask(
              Ask.post("/admin/keys", "{\"name\":\"x\",\"provider\":[\"local\"]}")
                  .with("x-admin-token", gateway.adminToken()));
      Answer unknown =
          gateway.ask(
              Ask.of("DELETE", "/admin/keys/key-none").with("x-admin-token", gateway.adminToken()));
      Answer made = gateway.ask(create.with("x-admin-token", gateway.adminToken()));

      assertEquals("admin.token_missing", without.json().at("problem").text());
      assertEquals("key.bad_terms", misspelt.json().at("code").text());
      assertEquals("key.not_there", unknown.json().at("code").text());
      assertEquals(201, made.status(), made::toString);
      assertEquals(1, gateway.ledger().count("managed_key"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create", "create --name ci --expires soon", "create --name ci --expires 2020-01-01",
        "revoke key-none", "revoke", "lst"
      })
  void whatCannotBeDoneIsToldWithARemedyAndBeginsNoDatabase(String words) throws Exception {
    Ended ended = keys(words.split(" ", -1));

    assertEquals(WRONG_USE, ended.status(), ended::errors);
    assertTrue(ended.errors().contains("  fix    "), ended::errors);
    assertFalse(ended.errors().contains("\tat "), ended::errors);
    assertFalse(Files.exists(folder.resolve("data")), "nothing was begun");
  }

  @Test
  void aKilledGatewaysAddressIsNotBelieved() throws Exception {
    try (GatewayProcess gateway =
        GatewayProcess.in(folder).with(GatewaySettings.empty().text()).start()) {
      gateway.kill();
    }
    Path address = folder.resolve("data/tollgate.db.address");
    assertTrue(Files.exists(address), "it had no time to remove it");

    Json made = json("create", "--name", "ci");

    assertFalse(Files.exists(address), "removed by the next that has the database");
    String file = Files.readString(folder.resolve("data/tollgate.db"), StandardCharsets.ISO_8859_1);
    assertTrue(file.contains(made.at("id").text()), "written into the file");
    assertEquals(Optional.empty(), Optional.of(made.at("key").text()).filter(file::contains));
  }
}
