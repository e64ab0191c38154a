package tollgate.runtime.call;

import java.time.Duration;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.plugin.PluginAside;
import tollgate.runtime.plugin.PluginFailure;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemReport;

/** An exception nobody expected: its story goes to the log, one sentence to the client. */
final class PluginFault {

  private PluginFault() {}

  /** A plugin threw while it served a call. */
  static ProblemReport of(String plugin, RuntimeException fault) {
    if (fault instanceof PluginAside aside) {
      long seconds = Math.max(1, aside.rest().toSeconds());
      return PluginProblem.PLUGIN_ASIDE
          .report(aside.pluginId(), seconds)
          .after(Duration.ofSeconds(seconds));
    }
    log(fault);
    return PluginProblem.PLUGIN_FAULT.report(
        fault instanceof PluginFailure failure ? failure.pluginId() : plugin);
  }

  /** Something threw while a call was served. */
  static void log(RuntimeException fault) {
    Events.log(
        GatewayEvent.PROCESS_UNCAUGHT, "thread", Thread.currentThread().getName(), "err", fault);
  }
}
