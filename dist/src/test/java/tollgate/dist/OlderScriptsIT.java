package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Conversation;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;
import tollgate.dist.kit.TestTree;

/**
 * What scripts written for agent-cli-proxy ask of keys, sessions, breakers, prices and providers,
 * and what they read. A new file is a new case; {@code -Dreference=write} writes the answers anew,
 * to be read before they are kept.
 */
class OlderScriptsIT {
  private static final Path CASES = Path.of("src/test/resources/older");
  private static final boolean WRITE = "write".equals(System.getProperty("reference"));
  private static final int FAILURES = 5;

  @TempDir private static Path folder;
  private static Map<Path, String> places = Map.of();
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    places = Map.of(folder, "FOLDER", TestTree.built().conf(), "CONF");
    stand =
        Stand.in(
            folder,
            settings ->
                settings
                    .set("upstream.max-retries", "0")
                    .price("large-2", "3", "15", "0.30", "3.75", "6"));
    stand.upstream().answers(Scripts.status(500, "broken"));
    for (int i = 0; i < FAILURES; i++) {
      stand.row(stand.ask(Requests.messages("m")));
    }
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answersAsItAlwaysDid(String name) throws Exception {
    Path file = CASES.resolve(name);
    Conversation conversation = Conversation.read(Files.readString(file));
    var values = new HashMap<>(Map.of("token", stand.gateway().adminToken()));
    var told = new ArrayList<List<String>>();

    for (Conversation.Step step : conversation.steps()) {
      Answer answer = stand.ask(step.ask(values));
      remember(answer, values);
      List<String> lines = Conversation.lines(answer, places);
      told.add(lines);
      if (!WRITE) {
        assertEquals(
            String.join("\n", step.answer()), String.join("\n", lines), step.asked()::toString);
      }
      assertEquals(List.of(), step.lacking(answer.json()), step.asked()::toString);
    }
    if (WRITE) {
      Files.writeString(file, rewritten(Files.readString(file), told));
    }
  }

  /** What the next request may need: the ids it was told, and its cookies. */
  private static void remember(Answer answer, Map<String, String> values) {
    for (String name : List.of("id", "key")) {
      String value = answer.status() < 300 ? answer.json().at(name).text() : "";
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
    List<String> cookies =
        answer.all("set-cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList();
    if (!cookies.isEmpty()) {
      values.put("cookie", String.join("; ", cookies));
    }
  }

  /** The text with these answers in place of its own. */
  private static String rewritten(String text, List<List<String>> told) {
    var blocks = new ArrayList<String>();
    int next = 0;
    for (String block : text.strip().split("\n\n+", -1)) {
      var lines = new ArrayList<>(block.lines().filter(line -> line.matches("[>?#] .*")).toList());
      if (lines.stream().anyMatch(line -> line.startsWith("> "))) {
        lines.addAll(told.get(next++));
      }
      blocks.add(String.join("\n", lines));
    }
    return String.join("\n\n", blocks) + "\n";
  }

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
