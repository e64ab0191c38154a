package tollgate.runtime.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tollgate.api.json.Json;
import tollgate.runtime.access.Access;
import tollgate.runtime.alert.Alerts;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Till;
import tollgate.runtime.call.CallFeed;
import tollgate.runtime.call.RunningCalls;
import tollgate.runtime.config.KeptProviders;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.Imports;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.ledger.UnpricedCalls;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginDesk;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.quota.QuotaRounds;
import tollgate.runtime.rate.TokenBuckets;
import tollgate.runtime.replay.Replay;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.PriceReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.task.Tasks;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.ProviderTrial;
import tollgate.runtime.wire.ExchangeService;

/**
 * Puts the operator's resources together: each family of them is one class, this is their table.
 */
public final class AdminRoom {

  /** Paths that services of their own answer. */
  public static final String ME = "/admin/me";

  /** Paths that services of their own answer. */
  public static final String EVENTS = "/admin/events";

  /** Paths that services of their own answer. */
  public static final String SESSION = "/admin/session";

  private static final String OPENAPI = "/admin/openapi.json";

  private final AdminService service;
  private Events.Watching watching = () -> {};
  private final Events.Watching budgets;
  private final MeService me;
  private final EventService events;
  private final ExchangeService session;
  private final TokenBuckets requests;

  /**
   * What the resources tell of.
   *
   * @param told what is asked of the database
   * @param running the calls under way
   * @param keyring the gateway's keys
   * @param generations what is in force
   * @param breakers the providers' breakers
   * @param till what is spent and held of every cap
   * @param metrics the meters
   * @param tasks the background loops
   * @param prices the prices in force
   * @param acceptPrices takes the held sheet of a source; false when there is none
   * @param costs the ledger's costs and what the operator says of prices
   * @param actions where it is noted what was done
   * @param settings the settings and where they come from
   * @param feed what happens to calls
   * @param providers looks after the providers' settings
   * @param policies where policies are looked after
   * @param plugins where plugins are looked after
   * @param quotas asks upstream accounts
   * @param access who may administer
   * @param replays asks policies about calls of the past
   * @param reloading reads files anew
   * @param alerts what somebody should look at
   * @param budgets the caps
   * @param backups the backups of the database
   * @param imports takes in calls of elsewhere
   * @param version which Tollgate this is
   */
  public record Foundation(
      Told told,
      RunningCalls running,
      Keyring keyring,
      Generations<Generation> generations,
      Breakers breakers,
      Till till,
      Metrics metrics,
      Tasks tasks,
      PriceReports prices,
      Predicate<String> acceptPrices,
      Costs costs,
      Actions actions,
      LoadedSettings settings,
      CallFeed feed,
      ProviderCare providers,
      PolicyDesk policies,
      PluginDesk plugins,
      QuotaRounds quotas,
      Access access,
      Replaying replays,
      Reloading reloading,
      Alerts alerts,
      Budgets budgets,
      Backups backups,
      Imports imports,
      String version) {}

  /**
   * The caps.
   *
   * @param till what is spent and held of them
   * @param settings those of the settings, as they are now
   * @param changes raises and resets them
   * @param spenders asks who took most
   */
  public record Budgets(
      Till till, Supplier<List<Cap>> settings, BudgetChanges changes, TopSpenders spenders) {

    List<Route> routes(Keyring keyring, boolean live, Runnable reload, InstantSource clock) {
      var book = new BudgetBook(till, changes, settings, keyring, ZoneId.systemDefault(), clock);
      return new BudgetResources(book, changes, spenders, live, reload, clock).list();
    }
  }

  /** Asks policies about calls of the past. */
  @FunctionalInterface
  public interface Replaying {
    /**
     * Does it; blocks.
     *
     * @param since from when on
     * @param candidates their texts by their names, in order
     * @throws tollgate.runtime.problem.ProblemException with POLICY_UNUSABLE or REPLAY_TOO_LONG
     */
    Json.Obj run(
        Instant since, SequencedMap<String, String> candidates, Consumer<Replay.Progress> progress);
  }

  /** Looks after the providers' settings. */
  public interface ProviderCare {
    /**
     * Reads the settings anew and puts them in force, once it is kept who wants it.
     *
     * @throws tollgate.runtime.problem.ProblemException with everything that is wrong; the old ones
     *     stay then
     */
    void reload();

    /** How reading them went. */
    ProviderLoading loading();

    /** Asks single providers. */
    ProviderTrial trial();

    /**
     * Changes what is set through the admin API: it is checked with all other settings as at a
     * start, put in force and kept. Blocks until that is durable; one change at a time.
     *
     * @throws tollgate.runtime.problem.ProblemException with everything that is wrong; all stays as
     *     it was then
     */
    void keep(Function<KeptProviders, Edited> edit);

    /**
     * What is to be set from now on.
     *
     * @param providers all of them
     * @param deed what is to be kept of the change
     */
    record Edited(KeptProviders providers, Actions.Deed deed) {}

    /** Where what is set through the admin API lies. */
    Path keptFile();
  }

  /**
   * What is asked of the database.
   *
   * @param ledger sums and rows
   * @param logs single calls
   * @param usage what was used
   * @param audit who changed what
   * @param decisions why calls were treated as they were
   * @param quotas what is left of upstream accounts' quotas
   */
  public record Told(
      LedgerReports ledger,
      LogReports logs,
      UsageReports usage,
      AuditReports audit,
      DecisionReports decisions,
      QuotaReports quotas) {}

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
   * @param requestsPerMinute how often one address may ask; 0 for any number
   */
  public record Rules(
      AdminToken token,
      List<String> hosts,
      boolean remote,
      boolean readsNeedToken,
      int requestsPerMinute) {}

  /** The room of one gateway. */
  public AdminRoom(Foundation foundation, Rules rules) {
    var access = foundation.access();
    var gate = new AdminGate(rules, access.tokens(), access.sessions());
    requests =
        new TokenBuckets(rules.requestsPerMinute(), Duration.ofMinutes(1), InstantSource.system());
    var told = foundation.told();
    me =
        new MeService(
            foundation.keyring(),
            told.usage(),
            foundation.till(),
            ZoneId.systemDefault(),
            InstantSource.system());
    events = new EventService(gate, foundation.feed());
    session = new SessionService(gate, access);
    budgets = Events.watch(new BudgetFeed(events::tell));
    foundation.alerts().listen(alert -> events.tell("alert", alert.json()));
    var routes = routes(foundation, events);
    var works = new LongWorks();
    routes.addAll(works.list());
    var document = OpenApi.document(document(routes), foundation.version());
    routes.add(
        Route.read(
            OPENAPI, "this document", new Shape.Table(new Shape.Anything()), request -> document));
    service =
        new AdminService(
            gate,
            routes.stream().map(Route::resource).toList(),
            told.ledger(),
            works,
            events::changed);
  }

  /** All that the document tells of, itself included. */
  private static List<Route> document(List<Route> routes) {
    var all = new ArrayList<>(routes);
    var json = new Route.Answers(200, Optional.of(new Shape.Table(new Shape.Anything())));
    all.add(Route.beside("GET", OPENAPI, "this document", json));
    all.add(
        Route.beside(
            "GET",
            ME,
            "the key that the request carries: its limits and what it used; needs no token",
            new Route.Answers(200, Optional.of(MeService.shape()))));
    all.add(
        Route.beside(
            "GET",
            EVENTS,
            "what happens while it happens, as server-sent events",
            new Route.Answers(200, Optional.empty())));
    all.addAll(SessionService.told());
    return all;
  }

  private List<Route> routes(Foundation foundation, EventService events) {
    var clock = InstantSource.system();
    var told = foundation.told();
    var costs = foundation.costs();
    var routes = new ArrayList<Route>();
    routes.addAll(new UsageResources(told.ledger(), told.usage(), clock).list());
    routes.addAll(new TotalResources(foundation.keyring(), told.usage(), clock).list());
    routes.addAll(new LogResources(told.logs()).list());
    routes.addAll(new ReportResources(told.ledger(), foundation.keyring(), clock).list());
    routes.addAll(new AuditResources(told.audit()).list());
    routes.addAll(new SettingsResources(foundation.settings()).list());
    routes.addAll(new BreakerResources(foundation.breakers(), foundation.actions()).list());
    routes.addAll(budgets(foundation, clock));
    routes.addAll(new KeyResources(foundation.keyring(), told.usage(), clock).list());
    routes.addAll(new OlderKeyResources(foundation.keyring(), told.usage(), clock).list());
    routes.addAll(new ProviderResources(foundation.generations(), foundation.providers()).list());
    routes.addAll(
        new GenerationResources(foundation.generations(), foundation.reloading(), clock).list());
    routes.addAll(new UserResources(foundation.access().people()).list());
    routes.addAll(new TokenResources(foundation.access().tokens(), clock).list());
    routes.addAll(quotas(told.quotas(), foundation.quotas(), clock));
    routes.addAll(new SessionResources(told.ledger().sessions()).list());
    routes.addAll(new AlertResources(foundation.alerts(), foundation.actions()).list());
    routes.addAll(new BackupResources(foundation.backups(), foundation.actions()).list());
    routes.addAll(new ImportResources(foundation.imports(), foundation.actions()).list());
    routes.addAll(new CallResources(foundation.running(), foundation.actions()).list());
    routes.addAll(new PolicyResources(foundation.policies()).list());
    routes.addAll(new DecisionResources(told.decisions()).list());
    routes.addAll(new PluginResources(foundation.plugins()).list());
    routes.addAll(new ReplayResources(foundation.replays(), clock, events::tell).list());
    routes.addAll(new PriceResources(foundation.prices(), foundation.acceptPrices()).list());
    routes.addAll(new CostResources(costs, clock).list());
    routes.addAll(new PriceWordResources(costs.words(), costs.putInForce(), clock).list());
    routes.addAll(health(foundation));
    return routes;
  }

  private static List<Route> budgets(Foundation foundation, InstantSource clock) {
    return foundation
        .budgets()
        .routes(foundation.keyring(), true, foundation.providers()::reload, clock);
  }

  private static List<Route> quotas(QuotaReports reports, QuotaRounds rounds, InstantSource clock) {
    return new QuotaResources(reports, rounds::run, rounds::vendors, clock).list();
  }

  private List<Route> health(Foundation foundation) {
    var ready = foundation.settings().settings().operation().readiness();
    var required = new LinkedHashMap<String, Supplier<ReadyChecks.Reached>>();
    ready.providers().forEach(id -> required.put(id, () -> reached(foundation, id)));
    var needs =
        new ReadyChecks.Needs(
            foundation.told().ledger()::touch,
            foundation.prices()::age,
            ready.pricesMaxAge(),
            required,
            foundation.tasks()::states);
    return new HealthResources(
            new Readiness(ReadyChecks.of(needs), System::nanoTime),
            foundation.metrics(),
            older(foundation))
        .list();
  }

  private Optional<OlderMeters> older(Foundation foundation) {
    String prefix = foundation.settings().settings().operation().olderMetrics();
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    var usage = foundation.told().usage();
    var meters =
        new OlderMeters(
            prefix, () -> usage.day(LocalDate.now(ZoneOffset.UTC), Map.of()), foundation.metrics());
    watching = Events.watch(meters);
    return Optional.of(meters);
  }

  private static ReadyChecks.Reached reached(Foundation foundation, String id) {
    try (var pin = foundation.generations().pin()) {
      return pin.value()
          .providers()
          .find(id)
          .map(provider ->
              foundation.providers().trial().reach(provider, "/health", Duration.ofSeconds(1)))
          .map(result ->
              result.isReached()
                  ? new ReadyChecks.Reached(result.status() < 500, "HTTP " + result.status())
                  : new ReadyChecks.Reached(false, result.trouble()))
          .orElse(new ReadyChecks.Reached(false, "there is no such provider"));
    }
  }

  /** What {@link #ME} is handed to. */
  public ExchangeService me() {
    return new Throttled(me, requests);
  }

  /** What {@link #EVENTS} is handed to. */
  public ExchangeService events() {
    return new Throttled(events, requests);
  }

  /** What {@link #SESSION} and the paths below it are handed to. */
  public ExchangeService session() {
    return new Throttled(session, requests);
  }

  /** Ends the streams that would go on by themselves. */
  public void drain() {
    events.drain();
    watching.close();
    budgets.close();
  }

  /** What the listener hands the operator's requests to. */
  public ExchangeService service() {
    return new Throttled(service, requests);
  }
}
