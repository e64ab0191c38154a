package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tollgate.api.face.Resource;
import tollgate.runtime.call.RunningCalls;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.ledger.UnpricedCalls;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.PriceReports;
import tollgate.runtime.task.Tasks;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.wire.ExchangeService;

/**
 * Puts the operator's resources together: each family of them is one class, this is their table.
 */
public final class AdminRoom {

  private final AdminService service;

  /**
   * What the resources tell of.
   *
   * @param reports the rows
   * @param running the calls under way
   * @param keyring the gateway's keys
   * @param generations what is in force
   * @param breakers the providers' breakers
   * @param metrics the meters
   * @param tasks the background loops
   * @param prices the prices in force
   * @param acceptPrices takes the held sheet of a source; false when there is none
   * @param costs the ledger's costs and what the operator says of prices
   */
  public record Foundation(
      LedgerReports reports,
      RunningCalls running,
      Keyring keyring,
      Generations<Generation> generations,
      Breakers breakers,
      Metrics metrics,
      Tasks tasks,
      PriceReports prices,
      Predicate<String> acceptPrices,
      Costs costs) {}

  /**
   * The ledger's costs and what the operator says of prices.
   *
   * @param words the prices and aliases that the operator set
   * @param putInForce makes what was set hold for every call that arrives from now on
   * @param unpriced the calls without a price
   * @param backfill prices calls after the fact
   * @param lookback how old a call may be that is priced without being asked for
   * @param verify adds up and works out everything anew
   */
  public record Costs(
      PriceChanges words,
      Runnable putInForce,
      Unpriced unpriced,
      Backfilling backfill,
      Duration lookback,
      Supplier<LedgerCheck.Findings> verify) {}

  /** Asks for a page of the calls without a price. */
  @FunctionalInterface
  public interface Unpriced {
    /** The page. */
    List<UnpricedCalls.Group> page(int limit, int offset);
  }

  /** Prices calls after the fact. */
  @FunctionalInterface
  public interface Backfilling {
    /** Does it, or tells what it would do. */
    Backfill.Result run(Instant since, boolean all, boolean dryRun);
  }

  /**
   * Who may ask.
   *
   * @param token allows changes
   * @param hosts further names of this gateway, without ports; IPv6 addresses in brackets
   * @param remote whether other machines may ask at all, with the token
   * @param readsNeedToken whether this machine needs the token for reading, too
   */
  public record Rules(
      AdminToken token, List<String> hosts, boolean remote, boolean readsNeedToken) {}

  /** The room of one gateway. */
  public AdminRoom(Foundation foundation, Rules rules) {
    var resources = new ArrayList<Resource>();
    resources.addAll(
        new HealthResources(foundation.reports(), foundation.tasks(), foundation.metrics()).list());
    resources.addAll(new UsageResources(foundation.reports()).list());
    resources.addAll(new SessionResources(foundation.reports().sessions()).list());
    resources.addAll(new CallResources(foundation.running()).list());
    resources.addAll(new KeyResources(foundation.keyring(), InstantSource.system()).list());
    resources.addAll(new PriceResources(foundation.prices(), foundation.acceptPrices()).list());
    var clock = InstantSource.system();
    var costs = foundation.costs();
    resources.addAll(new CostResources(costs, clock).list());
    resources.addAll(new PriceWordResources(costs.words(), costs.putInForce(), clock).list());
    service = new AdminService(new AdminGate(rules), resources, foundation.reports());
  }

  /** What the listener hands the operator's requests to. */
  public ExchangeService service() {
    return service;
  }
}
