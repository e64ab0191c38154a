package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

class SecretFilesTest {

  private static final String TOKEN = "TOLLGATE_ADMIN_TOKEN";
  private static final String CREDENTIAL = "TOLLGATE_PROVIDER_ONE_CREDENTIAL";

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation =
        new Installation(folder)
            .toml("[[provider]]\nid = \"one\"\ntype = \"chat\"\nbase-url = \"https://a.example\"\n")
            .file("secrets/token", "  a-secret-1\n\n");
  }

  private String secrets(String name) {
    return folder.resolve("secrets").resolve(name).toString();
  }

  private Secret token() {
    return installation.settings().admin().token();
  }

  @Test
  void everySecretOfTheTableMayLieInAFile() throws IOException {
    for (Setting<?> setting : SettingTable.all()) {
      if (setting.kind().secret()) {
        var machine = new Installation(folder.resolve(setting.path()));
        machine
            .file("secret", secretFor(setting.kind()))
            .environment(setting.variable() + "_FILE", "../secret");

        assertTrue(
            machine.load().effective().stream()
                .filter(shown -> shown.path().equals(setting.path()))
                .anyMatch(shown -> shown.origin().endsWith(setting.variable() + "_FILE")),
            setting.path());
      }
    }
  }

  private static String secretFor(ValueKind<?> kind) {
    return switch (kind) {
      case ConcealedKind _ -> "{\"providers\": []}";
      case ListKind<?> _ -> "https://alerts.example/secret";
      case ProxyKind _ -> "http://me:secret@proxy.example:3128";
      default -> "name=value";
    };
  }

  @Test
  void theSecretIsWhatTheFileHoldsWithoutTheBlanksAroundIt() {
    installation.environment(TOKEN + "_FILE", secrets("token"));

    assertEquals("a-secret-1", token().reveal());
  }

  @Test
  void theCredentialOfAProviderMayLieInAFile() {
    installation.environment(CREDENTIAL + "_FILE", secrets("token"));

    assertEquals(
        "a-secret-1", installation.settings().providers().getFirst().credential().reveal());
  }

  @Test
  void theNameAnOlderProxyKnewTheSecretByTakesAFileAsWell() {
    installation.environment("ADMIN_API_KEY_FILE", secrets("token"));

    assertEquals("a-secret-1", token().reveal());
  }

  @Test
  void theFileOfVariablesMayNameOneRelativeToItself() throws IOException {
    installation.envFile(TOKEN + "_FILE=../../secrets/token\n");

    assertEquals("a-secret-1", token().reveal());
  }

  @Test
  void theEnvironmentWinsOverTheFileOfVariables() throws IOException {
    installation.envFile(TOKEN + "=another\n").environment(TOKEN + "_FILE", secrets("token"));

    assertEquals("a-secret-1", token().reveal());
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    installation.environment(TOKEN + "_FILE", "").environment(TOKEN, "a-secret-2");

    assertEquals("a-secret-2", token().reveal());
  }

  @Test
  void bothAtOnceAreRefusedByName() {
    installation.environment(TOKEN, "another").environment(TOKEN + "_FILE", secrets("token"));

    ProblemReport problem = installation.problems().getFirst();

    assertEquals(SettingProblem.CONFIG_CONFLICT, problem.problem());
    assertEquals("environment TOLLGATE_ADMIN_TOKEN_FILE", problem.where());
    assertTrue(
        problem.what().contains("TOLLGATE_ADMIN_TOKEN and TOLLGATE_ADMIN_TOKEN_FILE"),
        problem.what());
    assertFalse(problem.render().contains("another"), problem.render());
  }

  @Test
  void aFileThatCannotBeReadIsToldWithItsVariable() {
    installation.environment(TOKEN + "_FILE", secrets("missing"));

    ProblemReport problem = installation.problems().getFirst();

    assertEquals(SettingProblem.CONFIG_BAD_VALUE, problem.problem());
    assertTrue(problem.what().contains(TOKEN + "_FILE"), problem.what());
    assertTrue(problem.what().contains(secrets("missing")), problem.what());
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    installation.file("secrets/empty", "\n").environment(TOKEN + "_FILE", secrets("empty"));

    assertTrue(installation.problems().getFirst().what().contains("it is empty"));
  }

  @Test
  void whatIsNoSecretHasNoFile() {
    installation.environment("TOLLGATE_LISTENER_HOST_FILE", secrets("token"));

    List<ConfigWarning> warnings = installation.load().warnings();

    assertEquals("TOLLGATE_LISTENER_HOST_FILE", warnings.getFirst().path());
  }
}
