package tollgate.runtime.call;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.CallIds;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.SpentSoFar;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.session.SessionBook;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.wire.ExchangeService;

/**
 * Puts the stages of a call together. What the stages share with the rest of the gateway, the
 * registry of running calls and the live feed, is handed out here.
 */
public final class CallRoom {

  private final RunningCalls registry = new RunningCalls();
  private final CallFeed feed = new CallFeed();
  private final Gatekeeper gatekeeper;
  private final CallPipeline pipeline;
  private final SocketOpening sockets;
  private final SocketSessions sessions;

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
   * @param spent what was spent
   * @param sessions what sessions did
   * @param quotas what is left of upstream accounts' quotas
   * @param traces told of every call when it is over
   * @param caps the caps of the settings, as they are now
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
      InstantSource clock,
      SpentSoFar spent,
      SessionBook sessions,
      QuotaBook quotas,
      CallTraces traces,
      Supplier<List<SettingCap>> caps) {}

  /**
   * What may be set.
   *
   * @param deadlines how long calls may wait for their upstream
   * @param maxBodyBytes the longest request body
   * @param maxCalls the most calls at once
   * @param keysRequired whether a call needs a key
   * @param zone the operator's zone, in which policies see the time
   * @param idle how long a WebSocket may be silent between turns
   * @param callsPerClient how many calls a client of a tool may make in a minute; 0 for any number
   */
  public record Rules(
      Deadlines deadlines,
      long maxBodyBytes,
      int maxCalls,
      boolean keysRequired,
      ZoneId zone,
      Duration idle,
      int callsPerClient) {}

  /** The room of one gateway. */
  public CallRoom(Foundation foundation, Rules rules) {
    var meters = new CallMeters(foundation.metrics());
    var ways = new Search.Ways(foundation.upstream(), foundation.accounts(), meters);
    var refusals = new Refusals(foundation.guard());
    var sessionsSoFar = new SessionMemory(foundation.sessions()::story);
    var estimates = new Estimates(foundation.sessions()::size);
    var journal =
        new CallJournal(
            foundation.ledger(), meters, feed, sessionsSoFar, estimates, foundation.traces());
    var around = around(foundation, rules, sessionsSoFar);
    var settler = new Settler(journal);
    var turnAway = new TurnAway(refusals, journal);
    var reception = new Reception(foundation.ids(), foundation.clock(), registry);
    var generations = foundation.generations();
    gatekeeper = new Gatekeeper(registry, rules.maxCalls());
    var stages =
        new Admission.Stages(
            new RequestReader(rules.maxBodyBytes()),
            new ToolIdentifier(foundation.guard()),
            new KeyAuthenticator(foundation.keyring(), rules.keysRequired()),
            new ClientLimiter(rules.callsPerClient(), foundation.clock()),
            new PolicyJudge(rules.zone(), around::of),
            new Router(),
            budgets(foundation, rules, estimates, meters));
    var admission = new Admission(stages, gatekeeper, meters);
    pipeline =
        new CallPipeline(
            generations,
            reception,
            admission,
            new Dispatcher(ways, rules.deadlines(), feed, refusals),
            settler,
            turnAway);
    var dispatcher = new TurnDispatcher(feed, refusals, meters, settler);
    var turns = new SocketTurns(generations, reception, admission, dispatcher, refusals, turnAway);
    sessions = new SocketSessions(turns, rules.maxBodyBytes(), rules.idle(), rules.maxCalls());
    sockets =
        new SocketOpening(
            generations,
            reception,
            new SocketAdmission(gatekeeper, stages.tools(), stages.keys()),
            new SocketDialer(
                foundation.upstream().sockets(), foundation.accounts(), meters, rules.deadlines()),
            sessions,
            new SocketOpening.Refusing(refusals, turnAway));
  }

  private static KnownAround around(Foundation foundation, Rules rules, SessionMemory sessions) {
    return new KnownAround(
        foundation.spent(),
        sessions,
        foundation.upstream().breakers(),
        rules.zone(),
        provider -> QuotaFact.of(foundation.quotas(), provider, foundation.clock()));
  }

  private static BudgetKeeper budgets(
      Foundation foundation, Rules rules, Estimates estimates, CallMeters meters) {
    return new BudgetKeeper(
        foundation.ledger(),
        new Caps(rules.zone(), foundation.caps()),
        estimates,
        new Ancestry(foundation.sessions()::line),
        new BudgetWords(rules.zone(), foundation.clock()),
        new CapNotes(meters, foundation.clock()));
  }

  /** What the listener hands model calls to. */
  public ExchangeService service() {
    return exchange -> {
      ExchangeService way = exchange.wantsWebSocket() ? sockets : pipeline;
      way.serve(exchange);
    };
  }

  /** Every call under way. */
  public RunningCalls running() {
    return registry;
  }

  /** What happens to calls, live. */
  public CallFeed feed() {
    return feed;
  }

  /** How many WebSockets of clients are open. */
  public int openSockets() {
    return sessions.count();
  }

  /** Lets nobody new in, and ends every WebSocket once no turn runs on it. */
  public void drain() {
    gatekeeper.drain();
    sessions.drain();
  }

  /** Waits until no WebSocket is open; false when some still are after so long. */
  public boolean awaitSockets(Duration limit) throws InterruptedException {
    return sessions.awaitNone(limit);
  }
}
