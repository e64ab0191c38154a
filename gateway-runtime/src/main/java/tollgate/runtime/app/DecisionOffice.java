package tollgate.runtime.app;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.config.Settings;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * Tells from outside a gateway how it came to a decision. The database's lock decides who answers:
 * whoever gets it reads the file, who does not asks the gateway that has it.
 */
public final class DecisionOffice {

  private final Settings settings;

  /** The office of the gateway with these settings. */
  public DecisionOffice(Settings settings) {
    this.settings = settings;
  }

  /**
   * What is known of the decision about a call.
   *
   * @throws ProblemException with CALL_UNKNOWN, or what keeps it from being asked
   */
  public Json explain(String call) {
    if (!CallId.isCallId(call) || !Files.exists(settings.store().path())) {
      throw CallProblem.CALL_UNKNOWN.exception(call);
    }
    try (Database database = Database.open(Shapes.store(settings), CommitWatch.NONE)) {
      return new DecisionReports(database.reads())
          .of(new CallId(call))
          .orElseThrow(() -> CallProblem.CALL_UNKNOWN.exception(call));
    } catch (ProblemException refused) {
      if (refused.report().problem() != GatewayProblem.STORE_LOCKED) {
        throw refused;
      }
      return AdminClient.of(settings, InstantSource.system())
          .read("/admin/decisions/" + call, Map.of());
    }
  }
}
