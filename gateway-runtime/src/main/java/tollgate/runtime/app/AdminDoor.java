package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tollgate.runtime.access.Access;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.AdminToken;
import tollgate.runtime.alert.Alerts;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.call.CallRoom;
import tollgate.runtime.call.SettingCap;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.Settings;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.http.Certificates;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.Imports;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.ledger.UnpricedCalls;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.QuotaRounds;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.task.Schedule;
import tollgate.runtime.task.Tasks;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.ProviderTrial;
import tollgate.runtime.upstream.UpstreamCaller;

/** Joins the operator's door to the parts of the gateway that it tells of and changes. */
final class AdminDoor {

  /** Addresses that stand for all of a machine's; they name nobody. */
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

  /** How often it is looked whether a backup is due. */
  private static final Duration BACKUP_LOOK = Duration.ofSeconds(2);

  private final Parts parts;
  private final Settings settings;
  private final ProviderOffice providers;
  private final Backups backups;
  private final Renewal renewal;

  /** The parts of a gateway, when all of them run. */
  record Parts(
      LoadedSettings loaded,
      Disk disk,
      LiveCaps caps,
      CallRoom calls,
      Changes changes,
      Generations<Generation> generations,
      LivePlugins plugins,
      Breakers breakers,
      UpstreamCaller upstream,
      Metrics metrics,
      Tasks tasks,
      LiveCosts costs,
      QuotaRounds quotas,
      Alerts alerts) {}

  /**
   * A door.
   *
   * @param certificates read again with everything else; none in clear text
   */
  AdminDoor(Parts parts, Optional<Certificates> certificates) {
    this.parts = parts;
    this.settings = parts.loaded().settings();
    this.providers = providers();
    this.backups = backups();
    this.renewal =
        new Renewal(
            parts.loaded(),
            providers,
            parts.changes(),
            parts.generations(),
            fresh -> backups.use(Shapes.backups(fresh)),
            certificates);
  }

  /** Reads files anew. */
  Renewal renewal() {
    return renewal;
  }

  /** The room behind the door. */
  AdminRoom open(SecureRandom random) {
    return new AdminRoom(foundation(random), rules(random));
  }

  private AdminRoom.Foundation foundation(SecureRandom random) {
    var changes = parts.changes();
    var generations = parts.generations();
    var actions = new Actions(parts.disk().database().writer(), InstantSource.system());
    return new AdminRoom.Foundation(
        told(),
        parts.calls().running(),
        parts.disk().keyring(),
        generations,
        parts.breakers(),
        parts.disk().till(),
        parts.metrics(),
        parts.tasks(),
        changes.priceReports(generations, InstantSource.system()),
        source -> changes.acceptPrices(generations, source),
        costs(),
        actions,
        parts.loaded(),
        parts.calls().feed(),
        providers,
        changes.policyDesk(generations),
        parts.plugins(),
        parts.quotas(),
        Access.open(
            parts.disk().database(), Shapes.access(settings), InstantSource.system(), random),
        replays()::run,
        renewal,
        parts.alerts(),
        budgets(),
        backups,
        imports(),
        Meters.version());
  }

  private Backups backups() {
    var metrics = parts.metrics();
    var made =
        new Backups(
            settings.store().path(),
            Shapes.backups(settings),
            InstantSource.system(),
            good -> metrics.add(Metric.BACKUPS, 1, good ? "made" : "failed"));
    metrics.watch(
        Metric.BACKUP_LAST, () -> made.last().map(last -> last.at().getEpochSecond()).orElse(0L));
    parts.tasks().start("backup", Schedule.every(BACKUP_LOOK), made::runIfDue);
    return made;
  }

  private Imports imports() {
    var disk = parts.disk();
    return new Imports(
        disk.database(), disk.till(), disk.ledger()::nextRow, InstantSource.system());
  }

  private AdminRoom.Budgets budgets() {
    var disk = parts.disk();
    return new AdminRoom.Budgets(
        disk.till(),
        parts.caps()::list,
        new BudgetChanges(disk.database(), disk.till(), InstantSource.system()),
        new TopSpenders(disk.database()));
  }

  private LiveReplays replays() {
    return new LiveReplays(
        parts.changes().policies().host(),
        parts.disk().database(),
        parts.generations()::current,
        InstantSource.system());
  }

  private ProviderOffice providers() {
    return new ProviderOffice(
        parts.loaded(),
        this::putInForce,
        parts.breakers(),
        new ProviderTrial(parts.upstream()),
        InstantSource.system());
  }

  /** Caps come into force with the providers, or neither does. */
  private Generation putInForce(Settings fresh, List<Deed> deeds) {
    List<SettingCap> caps = parts.caps().shaped(fresh.caps());
    List<Deed> all =
        Stream.concat(parts.caps().deeds(fresh.caps()).stream(), deeds.stream()).toList();
    Generation now = parts.changes().applyProviders(parts.generations(), fresh.providers(), all);
    parts.caps().use(fresh.caps(), caps);
    return now;
  }

  private AdminRoom.Told told() {
    var reads = parts.disk().database().reads();
    String prefix = settings.admin().accountPrefix();
    return new AdminRoom.Told(
        parts.disk().reports(),
        new LogReports(reads, prefix),
        new UsageReports(parts.disk().reports(), prefix),
        new AuditReports(reads),
        new DecisionReports(reads),
        new QuotaReports(parts.disk().quotas(), parts.disk().reports(), InstantSource.system()));
  }

  private AdminRoom.Costs costs() {
    var changes = parts.changes();
    var generations = parts.generations();
    var unpriced =
        new UnpricedCalls(
            parts.disk().database().reads(),
            provider -> Changes.typeOf(generations.current(), provider));
    return new AdminRoom.Costs(
        parts.disk().words(),
        () -> changes.applyPrices(generations),
        (limit, offset) -> unpriced.page(generations.current().prices(), limit, offset),
        parts.costs()::backfill,
        settings.pricing().backfill().lookback(),
        parts.costs()::verify);
  }

  private AdminRoom.Rules rules(SecureRandom random) {
    var admin = settings.admin();
    var hosts = new ArrayList<>(admin.allowedHosts());
    String own = settings.listener().host();
    if (!EVERYWHERE.contains(own)) {
      hosts.add(Gateway.bracketed(own));
    }
    return new AdminRoom.Rules(
        token(random), hosts, admin.allowRemote(), admin.requireToken(), admin.requestsPerMinute());
  }

  private AdminToken token(SecureRandom random) {
    try {
      return settings.admin().token().isEmpty()
          ? AdminToken.readOrMake(settings.admin().tokenFile(), random)
          : AdminToken.of(settings.admin().token().reveal(), settings.admin().tokenFile());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
