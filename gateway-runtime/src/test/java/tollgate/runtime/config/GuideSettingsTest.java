package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.runtime.json.JsonText;

/** The settings and documents that the README and the guide show can be read as they stand. */
class GuideSettingsTest {
  private static final Path TOP =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(toml|json)[^\\n]*\\n(.*?)^```$");
  private static final Pattern VARIABLE = Pattern.compile("-env = \"(\\w+)\"");
  private static final Pattern FILE = Pattern.compile("-file = \"([^\"]+)\"");
  private static final Pattern AWAY = Pattern.compile("\"(/(?:etc|var|srv|mnt)/[^\"]*)\"");

  /** Settings of other programs, by how they begin. */
  private static final Map<String, String> FOREIGN =
      Map.of("model = \"gpt-5\"\nmodel_provider", "Codex's own");

  @TempDir private Path folder;

  /**
   * A block of a page.
   *
   * @param place where it stands
   */
  record Shown(String place, String language, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  private static List<Shown> blocks(String language) throws IOException {
    var blocks = new ArrayList<Shown>();
    try (Stream<Path> guide = Files.list(TOP.resolve("docs/guide"))) {
      for (Path page :
          Stream.concat(Stream.of(TOP.resolve("README.md")), guide.sorted()).toList()) {
        String text = Files.readString(page);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
          if (block.group(1).equals(language)) {
            long line = text.substring(0, block.start()).lines().count() + 1;
            blocks.add(new Shown(page.getFileName() + " line " + line, language, block.group(2)));
          }
        }
      }
    }
    return blocks;
  }

  static List<Shown> settings() throws IOException {
    return blocks("toml").stream().filter(shown -> foreign(shown).isEmpty()).toList();
  }

  private static List<String> foreign(Shown shown) {
    return FOREIGN.keySet().stream().filter(shown.text()::startsWith).toList();
  }

  static List<Shown> documents() throws IOException {
    return blocks("json");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void areTakenWithoutAWarning(Shown shown) throws IOException {
    var installation =
        new Installation(folder)
            .types("anthropic", "cliproxyapi", "gemini", "openai-compatible", "house");
    String text =
        AWAY.matcher(shown.text())
            .replaceAll(away -> Matcher.quoteReplacement('"' + here(away.group(1)) + '"'));
    for (Matcher variable = VARIABLE.matcher(text); variable.find(); ) {
      installation.environment(variable.group(1), "sesame");
    }
    for (Matcher file = FILE.matcher(text); file.find(); ) {
      Path path = installation.conf().resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, ca(text, file) ? Installation.pem() : "sesame\n");
    }

    LoadedSettings loaded = installation.toml(text).load();

    assertEquals(List.of(), loaded.warnings());
  }

  private static boolean ca(String text, Matcher file) {
    return text.startsWith("ca", Math.max(0, file.start() - 2));
  }

  /** Where a file of the whole machine is on the machine of this test. */
  private String here(String path) {
    return folder.resolve("machine").resolve(path.substring(1)).toString();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void areWellFormed(Shown shown) {
    assertDoesNotThrow(() -> JsonText.parse(shown.text()), shown::place);
  }

  @Test
  void whatIsSaidToBeForeignIsThere() throws IOException {
    Set<String> found = new TreeSet<>();
    blocks("toml").forEach(shown -> found.addAll(foreign(shown)));
    assertEquals(FOREIGN.keySet(), found);
  }
}
