package tollgate.runtime.app;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.alert.Alerts;
import tollgate.runtime.call.CallFeed;
import tollgate.runtime.call.CallRoom;
import tollgate.runtime.call.CallTraces;
import tollgate.runtime.call.RunningCall;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.http.Certificates;
import tollgate.runtime.http.Listener;
import tollgate.runtime.http.PathTable;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.CallIds;
import tollgate.runtime.ledger.Retention;
import tollgate.runtime.ledger.SpentSoFar;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.session.SessionBook;
import tollgate.runtime.task.Schedule;
import tollgate.runtime.task.Tasks;
import tollgate.runtime.task.Time;
import tollgate.runtime.telemetry.Telemetry;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.UpstreamCaller;

/**
 * A running gateway, wired by hand from top to bottom and taken down in the opposite order. What is
 * opened goes onto a stack at once, so a start that fails half-way leaves nothing behind.
 */
public final class Gateway implements AutoCloseable {

  private static final Duration RETENTION_RUN = Duration.ofHours(1);

  /** How often the folder of policies is looked at. */
  private static final Duration POLICY_LOOK = Duration.ofMillis(20);

  /** How often the files of the settings are looked at. */
  private static final Duration SETTINGS_LOOK = Duration.ofMillis(500);

  /** How often the folder of plugins is looked at. */
  private static final Duration PLUGIN_LOOK = Duration.ofMillis(250);

  /** How often it is looked whether the disk has room. */
  private static final Duration DISK_LOOK = Duration.ofMinutes(1);

  private static final Duration BUDGET_LOOK = Duration.ofSeconds(5);

  /** How long calls that were stopped may take to write their rows. */
  private static final Duration LAST_SETTLEMENTS = Duration.ofSeconds(3);

  /** How long loops, connections, plugins and the database may take to close. */
  private static final Duration LAST_PARTS = Duration.ofSeconds(15);

  private final Settings settings;
  private final CloseStack stack;
  private final Disk disk;
  private final LiveCaps caps;
  private final CallRoom calls;
  private final AdminRoom admin;
  private final Renewal renewal;
  private final Optional<Certificates> certificates;
  private final Listener listener;

  /**
   * Starts a gateway; it takes calls when this returns.
   *
   * @throws tollgate.runtime.problem.ProblemException with what keeps it from starting
   */
  public static Gateway start(LoadedSettings loaded) {
    long from = System.nanoTime();
    var stack = new CloseStack();
    try {
      var gateway = new Gateway(loaded, stack);
      Events.log(
          GatewayEvent.STARTUP_READY,
          "version",
          Meters.version(),
          "address",
          gateway.url(),
          "data_dir",
          loaded.settings().dataDir(),
          "total_ms",
          Duration.ofNanos(System.nanoTime() - from).toMillis());
      return gateway;
    } catch (RuntimeException | Error failed) {
      stack.close();
      throw failed;
    }
  }

  private Gateway(LoadedSettings loaded, CloseStack stack) {
    this.settings = loaded.settings();
    this.stack = stack;
    InstantSource clock = InstantSource.system();
    var random = new SecureRandom();
    var metrics = stack.push(new Metrics());
    var alerts = stack.push(beginAlerts(metrics)); // before anything there is to tell

    disk = Disk.open(settings, metrics, clock, random, stack);
    caps = new LiveCaps(settings.caps(), Shapes.zone(), new KeyNames(disk.keyring()::list));

    // What varies: plugins, the providers they open, the prices they know.
    var changes = changes(clock);
    var generations = begin(changes, clock);

    // The way of a call.
    var breakers = new Breakers(Shapes.upstream(settings));
    var upstream = stack.push(new UpstreamCaller(Shapes.upstream(settings), breakers));
    calls = callRoom(generations, upstream, metrics, new CallIds(clock, random));
    watchMeters(metrics, breakers, changes, generations);

    // What runs beside the calls.
    var costs = costs(clock, generations);
    var tasks = startTasks(changes, generations, metrics, costs);
    var plugins = plugins(loaded, changes, generations, clock, tasks);

    // The doors, last.
    var parts =
        new AdminDoor.Parts(
            loaded,
            disk,
            caps,
            calls,
            changes,
            generations,
            plugins,
            breakers,
            upstream,
            metrics,
            tasks,
            costs,
            quotas(generations, clock, metrics, tasks).rounds(),
            alerts);
    certificates = Shapes.certificates(settings);
    var door = new AdminDoor(parts, certificates);
    admin = door.open(random);
    renewal = watched(door.renewal(), tasks);
    listener = stack.push(listener());
    openDoors();
  }

  private Generations<Generation> begin(Changes changes, InstantSource clock) {
    Generations<Generation> generations = changes.begin(clock, stack);
    stack.push(changes.policies());
    changes.beginPolicies(generations);
    return generations;
  }

  private QuotaLoop quotas(
      Generations<Generation> generations, InstantSource clock, Metrics metrics, Tasks tasks) {
    var quotas = new QuotaLoop(disk.quotas(), generations, settings.quota(), clock, metrics);
    quotas.start(tasks);
    return quotas;
  }

  private void watchMeters(
      Metrics metrics, Breakers breakers, Changes changes, Generations<Generation> generations) {
    metrics.watch(Metric.PLUGIN_LEAKS, changes::leaks);
    metrics.watch(Metric.PLUGIN_LOADERS, changes.pluginHost()::retiredLoaders);
    Meters.watch(metrics, calls, generations, disk);
    Meters.watch(metrics, breakers, generations.current());
    changes.whenActive(now -> Meters.watch(metrics, breakers, now));
  }

  private Changes changes(InstantSource clock) {
    var actions = new Actions(disk.database().writer(), clock);
    return new Changes(settings, disk.words(), clock, actions::note);
  }

  private CallRoom callRoom(
      Generations<Generation> generations, UpstreamCaller upstream, Metrics metrics, CallIds ids) {
    InstantSource clock = InstantSource.system();
    return new CallRoom(
        new CallRoom.Foundation(
            generations,
            disk.ledger(),
            disk.keyring(),
            upstream,
            new Accounts(clock),
            metrics,
            new PluginGuard(PluginGuard.Limits.ORDINARY),
            ids,
            clock,
            new SpentSoFar(disk.till(), disk.database().writer()),
            new SessionBook(disk.database().reads(), clock),
            disk.quotas(),
            traces(),
            caps),
        Shapes.rules(settings));
  }

  private Alerts beginAlerts(Metrics metrics) {
    return Alerts.begin(Shapes.alerts(settings), new AlertCourier(), Time.system(), metrics);
  }

  private LiveCosts costs(InstantSource clock, Generations<Generation> generations) {
    int chunk = settings.pricing().backfill().chunk();
    return LiveCosts.of(disk.database(), disk.till(), clock, generations::current, chunk);
  }

  /** Closed before the way of a call, and sends what it has by then. */
  private CallTraces traces() {
    return settings
        .operation()
        .telemetry()
        .<CallTraces>map(
            telemetry -> stack.push(Telemetry.start(Shapes.telemetry(telemetry, Meters.version()))))
        .orElse(CallTraces.NONE);
  }

  private Listener listener() {
    return new Listener(Shapes.listener(settings), doors(calls, admin), certificates);
  }

  private void openDoors() {
    listener.start();
    var address = GatewayAddress.beside(settings.store().path());
    certificates.ifPresent(
        known -> known.onChange(sha256 -> address.announce(nearUrl(), Optional.of(sha256))));
    stack.push(address.announce(nearUrl(), certificates.map(Certificates::sha256)));
    if (lacksKeys()) {
      Events.log(AccessEvent.KEY_NONE_USABLE, "address", url());
    }
  }

  private LivePlugins plugins(
      LoadedSettings loaded,
      Changes changes,
      Generations<Generation> generations,
      InstantSource clock,
      Tasks tasks) {
    var audit = new PluginAudit(new Actions(disk.database().writer(), clock));
    var plugins = new LivePlugins(changes, generations, loaded, audit);
    plugins.begin();
    watch(tasks, "plugins", PLUGIN_LOOK, new FileWatch(plugins::fingerprint, ""), plugins::follow);
    return plugins;
  }

  private Tasks startTasks(
      Changes changes, Generations<Generation> generations, Metrics metrics, CostDesk costs) {
    var tasks = stack.push(new Tasks(Time.system(), metrics));
    var retention = new Retention(disk.database().writer(), InstantSource.system());
    tasks.start(
        "retention",
        Schedule.every(RETENTION_RUN),
        () -> retention.run(Shapes.retention(settings)));
    if (!settings.pricing().offline()) {
      tasks.start(
          "prices",
          Schedule.nowAndEvery(settings.pricing().refreshInterval()),
          () -> changes.refreshPrices(generations));
    }
    var policies = new FileWatch(changes.policies().host()::fingerprint, "");
    watch(tasks, "policies", POLICY_LOOK, policies, () -> changes.applyPolicies(generations));
    watchDisk(tasks);
    tasks.start(
        "budgets",
        Schedule.nowAndEvery(BUDGET_LOOK),
        new BudgetWatch(
                () -> disk.till().standings(Instant.now()),
                new BudgetGauges(metrics, InstantSource.system())::show)
            ::look);
    var backfill = settings.pricing().backfill();
    tasks.start(
        "cost-backfill",
        Schedule.every(backfill.interval()),
        () -> costs.backfill(Instant.now().minus(backfill.lookback()), false, false));
    return tasks;
  }

  private Renewal watched(Renewal renewal, Tasks tasks) {
    certificates.ifPresent(known -> watch(known, tasks));
    var files = new FileWatch(renewal::fingerprint, renewal.fingerprint());
    watch(tasks, "settings", SETTINGS_LOOK, files, renewal::follow);
    return renewal;
  }

  private static void watch(Certificates certificates, Tasks tasks) {
    Supplier<String> look = () -> FileWatch.fingerprint(certificates.files());
    // What cannot be used is told of in the log, and the next look is for other files.
    watch(
        tasks, "certificate", SETTINGS_LOOK, new FileWatch(look, look.get()), certificates::renew);
  }

  private static void watch(
      Tasks tasks, String name, Duration every, FileWatch files, Runnable apply) {
    var editor = new Actor("file watch", "");
    tasks.start(
        name,
        Schedule.every(every),
        () -> {
          if (files.look()) {
            try {
              editor.call(() -> {
                apply.run();
                return true;
              });
            } catch (RuntimeException failed) {
              files.again();
              throw failed;
            }
          }
        });
  }

  /** Reads settings, providers, prices and policies anew, as a signal asks for it. */
  void reload(String signal) {
    Events.log(GatewayEvent.CONFIG_RELOAD_ASKED, "signal", signal);
    new Actor("signal " + signal, "").call(renewal::reload);
  }

  private void watchDisk(Tasks tasks) {
    long least = settings.operation().alerts().diskFree();
    if (least > 0) {
      var watch =
          new DiskWatch(settings.store().path(), least, DiskWatch::free, InstantSource.system());
      tasks.start("disk", Schedule.nowAndEvery(DISK_LOOK), watch::look);
    }
  }

  private static PathTable doors(CallRoom calls, AdminRoom admin) {
    return PathTable.builder()
        .exact("/health", admin.service())
        .exact("/ready", admin.service())
        .exact("/metrics", admin.service())
        .exact(AdminRoom.ME, admin.me())
        .exact(AdminRoom.EVENTS, admin.events())
        .exact(AdminRoom.SESSION, admin.session())
        .prefix(AdminRoom.SESSION + "/", admin.session())
        .prefix("/admin/", admin.service())
        .prefix("/", calls.service())
        .build();
  }

  /** Where clients reach it, for example {@code http://127.0.0.1:3100}. */
  public String url() {
    return url(settings.listener().host());
  }

  /** Where this machine reaches it: an address that stands for all of them is none to call. */
  private URI nearUrl() {
    String host = settings.listener().host();
    return URI.create(
        url(
            switch (host) {
              case "0.0.0.0" -> "127.0.0.1";
              case "::" -> "::1";
              default -> host;
            }));
  }

  private String url(String host) {
    String scheme = certificates.isPresent() ? "https://" : "http://";
    return scheme + bracketed(host) + ":" + listener.port();
  }

  static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Whether every call is refused for want of a key that could be used. */
  public boolean lacksKeys() {
    Instant now = Instant.now();
    return settings.clientsNeedKeys()
        && disk.keyring().list().stream().noneMatch(key -> key.isUsable(now));
  }

  /** What happens to calls, live. */
  public CallFeed feed() {
    return calls.feed();
  }

  /** Waits until the rows of the calls that have ended can be read. */
  void awaitRows() {
    disk.database().writer().flush();
  }

  /** Questions to the ledger. */
  public LedgerReports reports() {
    return disk.reports();
  }

  /** How many calls are under way. */
  int pending() {
    return calls.running().size();
  }

  /** How long {@link #close} takes at most where nothing hangs. */
  Duration longestClose() {
    return settings.drainTime().plus(LAST_SETTLEMENTS).plus(LAST_PARTS);
  }

  /**
   * Takes no more calls, lets running ones finish for the drain time, ends the rest, settles and
   * closes everything. Rows of calls that were ended are aborted, none is lost.
   */
  @Override
  public void close() {
    long from = System.nanoTime();
    calls.drain();
    admin.drain();
    Events.log(
        GatewayEvent.SHUTDOWN_DRAIN,
        "pending_requests",
        calls.running().size(),
        "drain_ms",
        settings.drainTime().toMillis());
    try {
      Thread door = Thread.ofVirtual().name("door").start(this::closeDoor);
      if (!calls.running().awaitNone(settings.drainTime())) {
        var late = calls.running().list();
        late.forEach(RunningCall::stop); // ended in their dialect, settled with what they used
        calls.running().awaitNone(LAST_SETTLEMENTS);
        Events.log(GatewayEvent.SHUTDOWN_FINALIZE, "aborted_rows", late.size());
      }
      calls.awaitSockets(LAST_SETTLEMENTS);
      door.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    stack.close();
    Events.log(
        GatewayEvent.SHUTDOWN_COMPLETE,
        "total_ms",
        Duration.ofNanos(System.nanoTime() - from).toMillis());
  }

  /** Takes no connection from now on; those with a call keep theirs until it has ended. */
  private void closeDoor() {
    try {
      listener.drain(settings.drainTime().plus(LAST_SETTLEMENTS));
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
