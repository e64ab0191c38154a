package tollgate.runtime.call;

import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemReport;

/** An exception nobody expected: its story goes to the log, one sentence to the client. */
final class PluginFault {

  private PluginFault() {}

  /** A plugin threw while it served a call. */
  static ProblemReport of(String plugin, RuntimeException fault) {
    log(fault);
    return PluginProblem.PLUGIN_FAULT.report(plugin);
  }

  /** Something threw while a call was served. */
  static void log(RuntimeException fault) {
    Events.log(
        GatewayEvent.PROCESS_UNCAUGHT, "thread", Thread.currentThread().getName(), "err", fault);
  }
}
