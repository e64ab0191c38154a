package tollgate.runtime.call;

import java.time.InstantSource;
import java.time.ZoneId;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.CallIds;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.UpstreamCaller;

/**
 * Puts the stages of a call together. What the stages share with the rest of the gateway, the
 * registry of running calls and the live feed, is handed out here.
 */
public final class CallRoom {

  private final RunningCalls registry = new RunningCalls();
  private final CallFeed feed = new CallFeed();
  private final Gatekeeper gatekeeper;
  private final CallPipeline pipeline;

  /**
   * What the stages stand on.
   *
   * @param generations plugins, providers, prices and policies in force
   * @param ledger where rows are kept
   * @param keyring the gateway's keys
   * @param upstream the way to providers
   * @param accounts whose turn it is among a provider's accounts
   * @param metrics the meters
   * @param guard stands between calls and detectors
   * @param ids names calls
   * @param clock the time of day
   */
  public record Foundation(
      Generations<Generation> generations,
      Ledger ledger,
      Keyring keyring,
      UpstreamCaller upstream,
      Accounts accounts,
      Metrics metrics,
      PluginGuard guard,
      CallIds ids,
      InstantSource clock) {}

  /**
   * What may be set.
   *
   * @param deadlines how long calls may wait for their upstream
   * @param maxBodyBytes the longest request body
   * @param maxCalls the most calls at once
   * @param keysRequired whether a call needs a key
   * @param zone the operator's zone, in which policies see the time
   */
  public record Rules(
      Deadlines deadlines, long maxBodyBytes, int maxCalls, boolean keysRequired, ZoneId zone) {}

  /** The room of one gateway. */
  public CallRoom(Foundation foundation, Rules rules) {
    var meters = new CallMeters(foundation.metrics());
    var ways = new Search.Ways(foundation.upstream(), foundation.accounts(), meters);
    var refusals = new Refusals(foundation.guard());
    gatekeeper = new Gatekeeper(registry, rules.maxCalls());
    var stages =
        new Admission.Stages(
            new RequestReader(rules.maxBodyBytes()),
            new ToolIdentifier(foundation.guard()),
            new KeyAuthenticator(foundation.keyring(), rules.keysRequired()),
            new PolicyJudge(rules.zone()),
            new Router(),
            new BudgetKeeper(foundation.ledger()));
    pipeline =
        new CallPipeline(
            foundation.generations(),
            new Reception(foundation.ids(), foundation.clock(), registry),
            new Admission(stages, gatekeeper, meters),
            new Dispatcher(ways, rules.deadlines(), feed, refusals),
            new CallJournal(foundation.ledger(), meters, feed),
            refusals);
  }

  /** What the listener hands model calls to. */
  public CallPipeline pipeline() {
    return pipeline;
  }

  /** Every call under way. */
  public RunningCalls running() {
    return registry;
  }

  /** What happens to calls, live. */
  public CallFeed feed() {
    return feed;
  }

  /** Lets nobody new in. */
  public void drain() {
    gatekeeper.drain();
  }
}
