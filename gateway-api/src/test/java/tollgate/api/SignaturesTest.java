package tollgate.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A plugin that was built against this version of the API goes on working: what it could link
 * against is recorded, and none of it may go while the major version stays. Start it with {@code
 * -Dreference=write} to record what was added.
 */
class SignaturesTest {
  private static final Path RECORD =
      Path.of("src", "test", "resources", "tollgate", "api", "signatures.txt");

  private static SortedSet<String> recorded = new TreeSet<>();
  private static SortedSet<String> present = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    present = new TreeSet<>(Signatures.ofApi());
    if ("write".equals(System.getProperty("reference"))) {
      Files.createDirectories(RECORD.getParent());
      Files.writeString(RECORD, String.join("\n", present) + "\n");
    }
    recorded = new TreeSet<>(Files.readAllLines(RECORD));
  }

  private static SortedSet<String> without(SortedSet<String> some, SortedSet<String> others) {
    var left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  @Test
  void nothingIsGoneThatAPluginMayUse() {
    assertEquals(
        List.of(),
        List.copyOf(without(recorded, present)),
        "a plugin that uses it stops working: keep it, or make this another major version");
  }

  @Test
  void nothingIsDemandedOfPluginsThatTheyCouldNotKnowOf() {
    var known = recorded.stream().map(SignaturesTest::type).collect(Collectors.toSet());

    assertEquals(
        List.of(),
        without(present, recorded).stream()
            .filter(line -> line.contains(" abstract ") && known.contains(type(line)))
            .toList(),
        "a plugin that implements the type lacks it: give it a default");
  }

  @Test
  void theRecordIsOfThisApi() {
    assertEquals(
        List.of(),
        List.copyOf(without(present, recorded)),
        "record it: ./mvnw -q test -pl gateway-api -Dtest=SignaturesTest -Dreference=write");
  }

  private static String type(String line) {
    return line.substring(0, line.indexOf(' '));
  }
}
