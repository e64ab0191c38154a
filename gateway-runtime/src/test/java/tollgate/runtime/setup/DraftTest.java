package tollgate.runtime.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.runtime.config.Secret;

class DraftTest {
  private static final Answers.Provider MILL =
      new Answers.Provider("wind-mill", URI.create("https://mill.example"), new Secret("s3cret"));

  private static Draft draft(String... pathsAndValues) {
    var settings = new LinkedHashMap<String, String>();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      settings.put(pathsAndValues[i], pathsAndValues[i + 1]);
    }
    return new Draft(settings, Optional.empty());
  }

  /** Without comments and empty lines. */
  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  @Test
  void groupsByTableAndQuotesWhatIsText() {
    assertEquals(
        List.of(
            "data-dir = \"/a \\\"b\\\"\"",
            "[listener]",
            "port = 3200",
            "host = \"::1\"",
            "[keys]",
            "required = true"),
        lines(
            draft(
                    "listener.port", "3200",
                    "data-dir", "/a \"b\"",
                    "keys.required", "true",
                    "listener.host", "::1")
                .fresh()));
  }

  @Test
  void namesTheProviderAndKeepsItsKeyOutOfTheSettings() {
    var draft = new Draft(Map.of(), Optional.of(MILL));

    assertEquals(
        List.of(
            "[[provider]]",
            "id = \"wind-mill\"",
            "type = \"wind-mill\"",
            "base-url = \"https://mill.example\"",
            "default = true"),
        lines(draft.fresh()));
    assertEquals(Map.of("TOLLGATE_PROVIDER_WIND_MILL_CREDENTIAL", "s3cret"), draft.variables());
  }

  @Test
  void addsWhatIsMissingBesideWhatIsThere() {
    String text = "# mine\nlog.level = \"warn\"\n\n[listener]\nhost = \"::1\" # here\n";

    String all =
        draft(
                "listener.host",
                "x",
                "listener.port",
                "1",
                "keys.required",
                "true",
                "log.format",
                "y")
            .addedTo(text, Set.of("listener.host", "log.level"));

    assertEquals(
        """
        log.format = "y"
        # mine
        log.level = "warn"

        [listener]
        port = 1
        host = "::1" # here

        [keys]
        # Whether clients need a key: tollgate keys create --name NAME
        required = true
        """,
        all);
  }

  @Test
  void changesNothingWhereNothingIsMissing() {
    assertEquals(
        "a = 1\n", draft("keys.required", "true").addedTo("a = 1\n", Set.of("keys.required")));
  }

  @Test
  void addsVariablesAndReplacesThoseItIsAbout() {
    String text = "# mine\nexport A='old'\nB=2";

    assertEquals(
        "# mine\nA='new'\nB=2\nC=\"it's\"\n",
        Draft.variablesIn(text, new LinkedHashMap<>(Map.of("A", "new")), true)
            .concat("C=\"it's\"\n"));
    assertEquals("C=\"it's\"\n", Draft.variablesIn("", Map.of("C", "it's"), true));
    assertEquals(text + "\n", Draft.variablesIn(text, Map.of("A", "new"), false));
  }
}
