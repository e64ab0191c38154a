package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tollgate.runtime.plugin.PluginAside;
import tollgate.runtime.plugin.PluginFailure;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemReport;

/** What a client is told when a plugin that its call needs does not serve. */
class PluginFaultTest {

  @Test
  void aFailureNamesThePluginAndNotWhatWasAskedOfIt() {
    ProblemReport report =
        PluginFault.of("type-x", new PluginFailure("provider.x", new IllegalStateException("no")));

    assertEquals(PluginProblem.PLUGIN_FAULT, report.problem());
    assertEquals("The plugin provider.x failed while it served this call.", report.what());
  }

  @Test
  void aPluginThatIsLeftAloneSaysForHowLong() {
    Instant now = Instant.parse("2026-03-01T00:00:00Z");

    ProblemReport report =
        PluginFault.of("type-x", new PluginAside("provider.x", now.plusSeconds(60), now));

    assertEquals(503, report.problem().kind().status());
    assertEquals(Duration.ofSeconds(60), report.retryAfter());
    assertEquals(
        "The plugin provider.x failed too often and is left alone for 60 s.", report.what());
  }
}
