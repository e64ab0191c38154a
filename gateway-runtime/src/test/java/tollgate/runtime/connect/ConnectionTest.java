package tollgate.runtime.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.runtime.problem.ConnectProblem;
import tollgate.runtime.problem.ProblemException;

class ConnectionTest {
  private static final Path SHIPPED = Path.of("..", "dist", "src", "main", "conf", "connect");
  private static final Map<String, String> VALUES =
      Map.of("url", "http://127.0.0.1:3100", "key", "any", "model", "gpt-5");

  private static final String RECIPE =
      """
      { "title": "Some Tool", "then": "tool hello", "files": [
        { "path": "~/.tool/settings.json", "kind": "json",
          "set": { "env": { "URL": "${url}", "KEY": "${key}" }, "models": { "${model}": {} } } },
        { "path": "${TOOL_HOME:-~/.tool}/tool.toml", "kind": "toml",
          "set": { "provider": "\\"gate\\"", "[providers.gate]": ["url = \\"${url}\\"", "wire = 1"] } },
        { "path": "~/.tool/.env", "kind": "env", "set": { "TOOL_KEY": "${key}" } } ] }
      """;

  @TempDir private Path folder;
  private Path home;
  private Path json;
  private Path toml;
  private Path env;

  @BeforeEach
  void writeRecipe() throws IOException {
    Files.createDirectories(folder.resolve("recipes"));
    Files.writeString(folder.resolve("recipes/tool.json"), RECIPE);
    home = Files.createDirectories(folder.resolve("home"));
    json = home.resolve(".tool/settings.json");
    toml = home.resolve(".tool/tool.toml");
    env = home.resolve(".tool/.env");
  }

  @Test
  void makesFilesThatWereNotThereAndTakesThemAway() throws IOException {
    connection(VALUES).set();

    assertEquals(
        """
        {
          "env": {
            "URL": "http://127.0.0.1:3100",
            "KEY": "any"
          },
          "models": {
            "gpt-5": {}
          }
        }
        """,
        Files.readString(json));
    assertEquals(
        """
        provider = "gate"

        [providers.gate]
        url = "http://127.0.0.1:3100"
        wire = 1
        """,
        Files.readString(toml));
    assertEquals("TOOL_KEY=any\n", Files.readString(env));
    assertTrue(connection(VALUES).stands());

    connection(VALUES).takeBack();

    assertEquals(List.of(), files());
    assertFalse(connection(VALUES).stands());
  }

  @Test
  void keepsEveryOtherByteAndGivesTheFilesBackAsTheyWere() throws IOException {
    Files.createDirectories(json.getParent());
    String oldJson =
        "{ \"theme\" : \"dark\",\n  \"env\": {\"URL\":\"https://a.example\", \"X\":\"1\"} }\n";
    String oldToml =
        """
        # mine
        provider = "other"
        name = 1

        [providers.other]
        url = "x" # keep
        """;
    String oldEnv = "# mine\nexport TOOL_KEY = secret\nOTHER=1";
    Files.writeString(json, oldJson);
    Files.writeString(toml, oldToml);
    Files.writeString(env, oldEnv);

    connection(VALUES).set();

    String newJson = Files.readString(json);
    assertTrue(
        newJson.startsWith(
            "{ \"theme\" : \"dark\",\n  \"env\": {\"URL\":\"http://127.0.0.1:3100\""),
        newJson);
    assertTrue(newJson.contains("\"X\":\"1\""), newJson);
    assertEquals(
        oldToml.replace("other\"", "gate\"")
            + """

            [providers.gate]
            url = "http://127.0.0.1:3100"
            wire = 1
            """,
        Files.readString(toml));
    assertEquals("# mine\nexport TOOL_KEY =any\nOTHER=1", Files.readString(env));
    assertEquals(oldToml, Files.readString(home.resolve(".tool/tool.toml.before-tollgate")));

    connection(VALUES).takeBack();

    assertEquals(oldJson.strip(), Files.readString(json).strip());
    assertEquals(oldToml.strip(), Files.readString(toml).strip());
    assertEquals(oldEnv, Files.readString(env));
    assertEquals(List.of(".env", "settings.json", "tool.toml"), files());
  }

  @Test
  void leavesWhatWasChangedMeanwhileWhenItIsTakenBack() throws IOException {
    connection(VALUES).set();
    Files.writeString(json, Files.readString(json).replaceFirst("\\{", "{ \"theme\": \"dark\","));
    Files.writeString(env, Files.readString(env) + "OTHER=2\n");

    connection(VALUES).takeBack();

    assertEquals("{ \"theme\": \"dark\"}", Files.readString(json).replaceAll("\\s*\\n\\s*", ""));
    assertEquals("OTHER=2\n", Files.readString(env));
    assertEquals(List.of(".env", "settings.json"), files());
  }

  @Test
  void remembersTheStateBeforeTheFirstTimeWhenItIsSetTwice() throws IOException {
    Files.createDirectories(env.getParent());
    Files.writeString(env, "TOOL_KEY=mine\n");
    connection(VALUES).set();

    connection(Map.of("url", "http://gate.example", "key", "tg-2", "model", "other")).set();

    assertEquals("TOOL_KEY=tg-2\n", Files.readString(env));
    assertTrue(Files.readString(toml).contains("url = \"http://gate.example\""));
    connection(VALUES).takeBack();
    assertEquals("TOOL_KEY=mine\n", Files.readString(env));
    assertEquals(List.of(".env"), files());
  }

  @Test
  void changesNothingWhereOneFileCannotBeRead() throws IOException {
    Files.createDirectories(json.getParent());
    Files.writeString(json, "{ // mine\n}\n");

    var refused = assertThrows(ProblemException.class, () -> connection(VALUES).set());

    assertEquals(ConnectProblem.CONNECT_UNREADABLE, refused.reports().getFirst().problem());
    assertEquals(List.of("settings.json"), files());
    assertFalse(connection(VALUES).stands());
  }

  @Test
  void keepsWhoMayReadAFileAndShowsANewOneToNobodyElse() throws IOException {
    Files.createDirectories(json.getParent());
    Files.writeString(json, "{}");
    Files.setPosixFilePermissions(json, PosixFilePermissions.fromString("rw-r--r--"));

    connection(VALUES).set();

    assertEquals("rw-r--r--", permissions(json));
    assertEquals("rw-------", permissions(env));
  }

  @Test
  void changesTheFileBehindALink() throws IOException {
    Path real = Files.writeString(folder.resolve("dotfiles.json"), "{}");
    Files.createDirectories(json.getParent());
    Files.createSymbolicLink(json, real);

    connection(VALUES).set();

    assertTrue(Files.isSymbolicLink(json));
    assertTrue(Files.readString(real).contains("127.0.0.1:3100"));
  }

  @Test
  void followsTheVariableByWhichAToolIsToldOfAnotherFolder() {
    var places = new Places(home, Map.of("TOOL_HOME", folder.resolve("else").toString()));
    new Connection(recipe(VALUES), places, folder.resolve("data")).set();

    assertTrue(Files.exists(folder.resolve("else/tool.toml")));
  }

  @Test
  void namesTheToolsThereAreForOneThatIsUnknown() {
    var refused =
        assertThrows(
            ProblemException.class, () -> Recipe.of(folder.resolve("recipes"), "emacs", VALUES));

    assertTrue(refused.getMessage().contains("tool"), refused.getMessage());
  }

  static Stream<Recipe> shipped() {
    return Recipe.all(SHIPPED, VALUES).stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRecipeCanBeSetAndTakenBack(Recipe recipe) throws IOException {
    var connection = new Connection(recipe, new Places(home, Map.of()), folder.resolve("data"));

    for (Connection.Change change : connection.set()) {
      String text = change.after().orElseThrow();
      assertFalse(text.contains("${"), text);
      assertTrue(change.file().startsWith(home), change.file().toString());
    }
    assertTrue(
        connection.snippets().values().stream().anyMatch(text -> text.contains("127.0.0.1:3100")));
    connection.takeBack();

    try (Stream<Path> left = Files.walk(home)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
  }

  private Connection connection(Map<String, String> values) {
    return new Connection(recipe(values), new Places(home, Map.of()), folder.resolve("data"));
  }

  private Recipe recipe(Map<String, String> values) {
    return Recipe.of(folder.resolve("recipes"), "tool", values);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(json.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
