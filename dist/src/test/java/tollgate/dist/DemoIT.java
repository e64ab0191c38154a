package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;

/** The first command a newcomer runs. */
class DemoIT {
  private static final List<String> TOOLS =
      List.of("opencode", "openclaw", "hermes", "claude-code", "codex");

  @Test
  void endsWithATableOfEveryToolAndStatusZero() throws Exception {
    Ended ended = GatewayProcess.run(Map.of(), "demo", "--once");

    assertEquals(0, ended.status(), ended.output() + ended.errors());
    for (String tool : TOOLS) {
      assertTrue(ended.output().contains(tool), tool + " in " + ended.output());
    }
    assertFalse(ended.output().contains("\tat "), ended::output);
    assertFalse(ended.output().contains("unknown"), ended::output);
    assertEquals("", ended.errors());
  }
}
