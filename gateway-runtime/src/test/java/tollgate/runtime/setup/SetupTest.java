package tollgate.runtime.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.config.Places;
import tollgate.runtime.config.Secret;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;

/** In a shell with variables of the gateway's, which a service will not have. */
@DisabledOnOs(OS.WINDOWS)
class SetupTest {
  private static final String SECRET = "canary-token-of-the-administrator";

  @TempDir private Path folder;
  private Setup.Shipped shipped;
  private Places places;

  @BeforeEach
  void shipOnePolicy() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    for (String name : List.of("daily-budget.js", "daily-budget.cases.json")) {
      Files.copy(Path.of("..", "policies", name), policies.resolve(name));
    }
    var kind = new Offers.Kind("invented", "Invented", "http://127.0.0.1:9", false);
    shipped =
        new Setup.Shipped(
            new Offers(List.of(kind), "daily-budget", "daily-budget"),
            policies,
            at -> Set.of("invented"));
    places =
        new Places(
            folder.resolve("tollgate"),
            folder,
            folder.resolve("share"),
            folder.resolve("config"),
            folder);
  }

  private Path file() {
    return folder.resolve("config/tollgate.toml");
  }

  private Setup.Outcome set(Map<String, String> shell, Setup.Existing existing) throws IOException {
    var provider = new Answers.Provider("invented", URI.create("http://127.0.0.1:9"), Secret.NONE);
    var answers =
        new Answers(
            List.of(),
            existing == Setup.Existing.MERGE ? Optional.empty() : Optional.of(provider),
            Optional.of(true),
            Optional.of(BigDecimal.ONE),
            false);
    return new Setup(new SettingSources(places, shell, "", Map.of()), existing, shipped)
        .write(answers, Files.createTempDirectory(folder, "scratch"), part -> {});
  }

  private void aServiceFindsWhatWasPut(Setup.Outcome outcome) {
    var served =
        SettingsLoader.load(new SettingSources(places, Map.of(), "", Map.of()), shipped.types())
            .settings();
    assertEquals(served.dataDir(), outcome.settings().settings().dataDir());
    assertEquals(served.policies(), outcome.settings().settings().policies());
    assertTrue(Files.exists(served.policies().resolve("daily-budget.js")), "the cap is in force");
  }

  @Test
  void whatTheShellSaysIsWrittenForTheServiceThatDoesNotKnowTheShell() throws Exception {
    Setup.Outcome outcome =
        set(
            Map.of(
                "TOLLGATE_DATA_DIR", "state", "PROXY_PORT", "4711", "TOLLGATE_ADMIN_TOKEN", SECRET),
            Setup.Existing.REFUSE);

    String text = Files.readString(file());
    assertTrue(text.contains("data-dir = \"" + folder.resolve("state") + "\""), text);
    assertTrue(text.contains("port = 4711"), text);
    assertFalse(text.contains(SECRET), text);
    aServiceFindsWhatWasPut(outcome);
  }

  @Test
  void aFileThatIsKeptHasTheLastWordAndNoKeyTwice() throws Exception {
    set(Map.of(), Setup.Existing.REFUSE);
    String before = Files.readString(file());

    Setup.Outcome outcome =
        set(
            Map.of(
                "TOLLGATE_DATA_DIR",
                folder.resolve("state").toString(),
                "TOLLGATE_KEYS_REQUIRED",
                "true",
                "DB_PATH",
                folder.resolve("calls.db").toString()),
            Setup.Existing.MERGE);

    String text = Files.readString(file());
    assertTrue(text.startsWith(before.substring(0, before.indexOf("[keys]"))), text);
    assertTrue(text.contains(folder.resolve("calls.db").toString()), text);
    assertFalse(text.contains(folder.resolve("state").toString()), text);
    aServiceFindsWhatWasPut(outcome);
  }

  @Test
  void variablesThatLieThereAreHeldAgainstFirst() throws Exception {
    Path kept = folder.resolve("kept");
    Files.createDirectories(file().getParent());
    Files.writeString(file().resolveSibling(".env"), "TOLLGATE_DATA_DIR='" + kept + "'\n");
    var provider = new Answers.Provider("invented", URI.create("http://127.0.0.1:9"), Secret.NONE);
    var answers =
        new Answers(
            List.of(), Optional.of(provider), Optional.empty(), Optional.of(BigDecimal.ONE), false);

    Setup.Outcome outcome =
        new Setup(new SettingSources(places, Map.of(), "", Map.of()), Setup.Existing.MERGE, shipped)
            .write(answers, Files.createDirectory(folder.resolve("scratch")), part -> {});

    assertEquals(kept, outcome.settings().settings().dataDir());
    aServiceFindsWhatWasPut(outcome);
  }
}
