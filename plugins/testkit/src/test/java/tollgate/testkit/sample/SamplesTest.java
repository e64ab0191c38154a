package tollgate.testkit.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples stay short, and the guide shows them as they are. */
class SamplesTest {
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final int LONGEST = 60;

  /** A block of the guide, and before it the file it is from. */
  private static final Pattern SHOWN =
      Pattern.compile("<!-- (samples/\\S+) -->\\n+```\\w*\\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"detector", "pricing", "transform", "quota"})
  void noSampleIsLongerThanAPage(String name) throws IOException {
    for (String source : Sample.sources(DOCS.resolve("samples").resolve(name).resolve("src"))) {
      long lines = Files.readString(Path.of(source)).lines().count();
      assertTrue(lines <= LONGEST, () -> source + " has " + lines + " lines");
    }
  }

  @Test
  void theContractTestThatTheGuideShowsCompiles() throws IOException {
    Sample.compileTests("detector");
  }

  @Test
  void theGuideShowsWhatIsBuilt() throws IOException {
    String guide = Files.readString(DOCS.resolve("guide").resolve("writing-a-plugin.md"));
    var shown = new ArrayList<String>();
    var matcher = SHOWN.matcher(guide);
    while (matcher.find()) {
      String file = matcher.group(1);
      shown.add(file);
      assertEquals(Files.readString(DOCS.resolve(file)), matcher.group(2), file);
    }

    var sources = new ArrayList<String>();
    for (String source : Sample.sources(DOCS.resolve("samples"))) {
      sources.add(DOCS.relativize(Path.of(source)).toString().replace('\\', '/'));
    }
    assertTrue(shown.containsAll(List.of("samples/detector/manifest.txt")), shown::toString);
    sources.removeAll(shown);
    sources.removeIf(source -> source.endsWith("module-info.java"));
    assertEquals(List.of(), sources, "sources that the guide does not show");
  }
}
