package tollgate.tool.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.call.Identity;
import tollgate.api.tool.ToolDetector;

/** All shipped detectors against all recorded requests: none may take another's calls. */
class ToolsTogetherTest {

  private static final List<ToolDetector> DETECTORS = ShippedDetectors.ALL;

  private static final Set<String> SHIPPED =
      Set.of(
          "opencode",
          "openclaw",
          "claude-code",
          "codex",
          "hermes",
          "aider",
          "amp",
          "cline",
          "continue",
          "copilot-cli",
          "crush",
          "gemini-cli",
          "kilo-code",
          "pi",
          "qwen-code",
          "roo-code",
          "generic");

  static List<RecordedRequest> requests() {
    return RecordedRequest.all();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void recognisesWhoReallySentIt(RecordedRequest request) {
    Identity identity = ShippedDetectors.strongest(request, DETECTORS);

    assertEquals(request.expected("tool"), identity.tool(), identity.proof());
    assertEquals(request.expected("evidence"), identity.evidence().name());
    assertEquals(request.expected("version"), identity.version());
    assertEquals(request.expected("session"), identity.session());
    assertEquals(request.expected("agent"), identity.agent());
    assertEquals(request.expected("parentAgent"), identity.parentAgent());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void comesToTheSameResultInAnyOrder(RecordedRequest request) {
    assertEquals(
        ShippedDetectors.strongest(request, DETECTORS),
        ShippedDetectors.strongest(request, DETECTORS.reversed()));
  }

  @Test
  void coversEveryShippedTool() {
    var tools = requests().stream().map(r -> r.expected("tool")).collect(Collectors.toSet());

    assertEquals(SHIPPED, DETECTORS.stream().map(ToolDetector::tool).collect(Collectors.toSet()));
    DETECTORS.stream()
        .map(ToolDetector::tool)
        .filter(tool -> !tool.equals("generic"))
        .forEach(tool -> assertTrue(tools.contains(tool), tool));
  }

  @Test
  void standsWithEveryToolOnTheReferencePage() throws IOException {
    String page = Files.readString(Path.of("../../../docs/reference/tools.md"));

    SHIPPED.stream()
        .filter(tool -> !tool.equals("generic"))
        .forEach(tool -> assertTrue(page.contains("\n| `" + tool + "` | "), tool));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void comesToTheSameResultForALongPrompt(RecordedRequest request) {
    assertEquals(
        ShippedDetectors.strongest(request, DETECTORS),
        ShippedDetectors.strongest(request.ofLongPrompt(), DETECTORS));
  }
}
