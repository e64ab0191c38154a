package tollgate.tool.agents;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.tool.ToolDetector;
import tollgate.testkit.ToolDetectorContract;

/** Every agent of the table keeps the contract on its own; its cases are in its own folder. */
@ParameterizedClass
@MethodSource("tools")
class AgentsContractTest extends ToolDetectorContract {

  /** Those that name an installation; the others have no such field. */
  private static final Set<String> TELL_INSTANCES =
      Set.of("amp", "gemini-cli", "kilo-code", "qwen-code");

  /** Those that tell which session started this one. */
  private static final Set<String> TELL_AGENTS = Set.of("kilo-code");

  @Parameter String tool;

  static List<String> tools() {
    return Agents.ALL.stream().map(Agent::tool).toList();
  }

  @Override
  protected ToolDetector detector() {
    return plugin().toolDetectors().stream()
        .filter(detector -> detector.tool().equals(tool))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Path cases() {
    return super.cases().resolve(tool);
  }

  @Override
  protected boolean tellsInstances() {
    return TELL_INSTANCES.contains(tool);
  }

  @Override
  protected boolean tellsAgents() {
    return TELL_AGENTS.contains(tool);
  }
}
