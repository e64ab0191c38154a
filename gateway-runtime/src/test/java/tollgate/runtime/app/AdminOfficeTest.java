package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;

/** What a command does where no gateway runs. */
class AdminOfficeTest {
  @TempDir private Path folder;
  private AdminOffice office;

  @BeforeEach
  void open() throws IOException {
    Path file = folder.resolve("tollgate.toml");
    Files.writeString(file, "");
    var sources =
        SettingSources.here(file.toString(), Map.of("data-dir", folder.resolve("data").toString()));
    var settings = SettingsLoader.load(sources, plugins -> Set.of()).settings();
    office = new AdminOffice(settings, InstantSource.system());
  }

  private static Json at(Json document, String name) {
    return ((Json.Obj) document).members().getOrDefault(name, Json.NULL);
  }

  @Test
  void letsSomebodyLogInBeforeTheFirstStart() {
    office.change(
        "POST",
        "/admin/users",
        Json.object("name", "ada", "role", "admin", "password", "correct horse battery"));

    Json users = at(office.read("/admin/users", Map.of()), "users");
    Json audit = at(office.read("/admin/audit", Map.of()), "entries");

    assertEquals("ada", text(at(first(users), "name")));
    assertEquals("command line", text(at(first(audit), "actor")));
    assertEquals("user.added", text(at(first(audit), "action")));
    assertFalse(Json.encode(users).contains("argon2"), () -> Json.encode(users));
  }

  @Test
  void makesAndRevokesATokenInTheFile() {
    Json made = office.change("POST", "/admin/tokens", Json.object("name", "ci"));

    Json revoked = office.change("DELETE", "/admin/tokens/" + text(at(made, "id")));

    assertTrue(text(at(made, "token")).startsWith("tga_"), () -> Json.encode(made));
    assertEquals("revoked", text(at(revoked, "state")));
  }

  @Test
  void takesInKeysAndPutsThemOnOtherTermsInTheFile() {
    Json taken =
        office.change(
            "POST",
            "/admin/keys/import",
            Json.object(
                "keys",
                Json.array(Json.object("hash", "0123456789abcdef".repeat(4), "name", "old"))));
    String id = text(at(first(at(taken, "keys")), "id"));

    Json changed = office.change("PATCH", "/admin/keys/" + id, Json.object("team", "tools"));

    assertEquals("tools", text(at(changed, "team")));
  }

  @Test
  void tellsOfTheCapsOfKeysFromTheFileAndChangesNone() {
    office.change("POST", "/admin/keys", Json.object("name", "ci", "maxCostPerDay", 5));

    Json told = office.read("/admin/budgets", Map.of());

    assertEquals(Json.of(false), at(told, "live"));
    Json budget = first(at(told, "budgets"));
    assertEquals("maxCostPerDay of key ci", text(at(budget, "cap")));
    assertEquals(Json.of(5), at(budget, "left"));
    String reset = "/admin/budgets/" + text(at(budget, "id")) + "/reset";
    var refused = assertThrows(ProblemException.class, () -> office.change("POST", reset));
    assertEquals(AccessProblem.ADMIN_NOT_RUNNING, refused.report().problem());
  }

  @Test
  void endingSomethingBeginsNoDatabase() {
    for (String path : new String[] {"/admin/users/ada", "/admin/tokens/tok-1"}) {
      var refused = assertThrows(ProblemException.class, () -> office.change("DELETE", path));
      assertEquals(AccessProblem.ADMIN_NOT_RUNNING, refused.report().problem());
    }
    assertThrows(ProblemException.class, () -> office.change("POST", "/admin/breakers/fake/reset"));
    assertFalse(Files.exists(folder.resolve("data")));
  }

  private static Json first(Json list) {
    return ((Json.Arr) list).items().getFirst();
  }

  private static String text(Json value) {
    return ((Json.Text) value).value();
  }
}
