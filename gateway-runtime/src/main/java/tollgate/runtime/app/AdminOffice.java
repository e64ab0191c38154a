package tollgate.runtime.app;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.access.Access;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.OfflineRoom;
import tollgate.runtime.admin.ReadingRoom;
import tollgate.runtime.budget.Till;
import tollgate.runtime.config.Settings;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.ledger.UnpricedCalls;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * The admin API from outside a gateway: of the one that runs, else what can be told from the file
 * alone. Which of the two it is is asked of the database's lock, as {@link KeyOffice} does.
 */
public final class AdminOffice implements AdminDesk {
  private static final String PRICING = "/admin/pricing";
  private static final String BUDGETS = "/admin/budgets";

  private final Settings settings;
  private final InstantSource clock;

  /** The office of the gateway with these settings. */
  public AdminOffice(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Json read(String path, Map<String, String> query) {
    Map<String, String> said =
        query.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (!Files.exists(settings.store().path())) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return AdminClient.of(settings, clock).read(path, said);
    }
    try (Database database = own.get()) {
      GatewayAddress.beside(settings.store().path()).forget();
      if (path.startsWith(PRICING)) {
        return prices(database, path, said);
      }
      if (path.startsWith(BUDGETS)) {
        return budgets(database).ask(path, said);
      }
      return OfflineRoom.has(path)
          ? offline(database).ask("GET", path, "")
          : room(database).ask(path, said);
    }
  }

  @Override
  public Json change(String method, String path) {
    return change(method, path, "");
  }

  @Override
  public Json change(String method, String path, Json.Obj body) {
    return change(method, path, JsonText.write(body));
  }

  /** Only what makes something may begin a database. */
  private Json change(String method, String path, String body) {
    boolean offline = OfflineRoom.has(path);
    boolean begins = offline && method.equals("POST");
    if (!begins && !Files.exists(settings.store().path())) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return AdminClient.of(settings, clock).change(method, path, body);
    }
    try (Database database = own.get()) {
      GatewayAddress.beside(settings.store().path()).forget();
      if (!offline) {
        throw AccessProblem.ADMIN_NOT_RUNNING.exception();
      }
      return offline(database).ask(method, path, body);
    }
  }

  /** By the prices that lie beside the database, without a look at any network. */
  private Json prices(Database database, String path, Map<String, String> query) {
    try (var stack = new CloseStack()) {
      var changes = new Changes(settings, new PriceChanges(database, clock), clock);
      var generations = changes.begin(clock, stack);
      var unpriced =
          new UnpricedCalls(
              database.reads(), provider -> Changes.typeOf(generations.current(), provider));
      var room =
          new ReadingRoom(
              told(database),
              new SqliteKeyring(database, clock, new SecureRandom()),
              clock,
              changes.priceReports(generations, clock),
              (limit, offset) -> unpriced.page(generations.current().prices(), limit, offset));
      return room.ask(path, query);
    }
  }

  private OfflineRoom offline(Database database) {
    var random = new SecureRandom();
    return new OfflineRoom(
        told(database),
        new SqliteKeyring(database, clock, random),
        Access.open(database, Shapes.access(settings), clock, random),
        clock);
  }

  private ReadingRoom room(Database database) {
    return new ReadingRoom(
        told(database), new SqliteKeyring(database, clock, new SecureRandom()), clock);
  }

  private ReadingRoom budgets(Database database) {
    Till till = BudgetChanges.atRest(database, clock);
    var keys = new SqliteKeyring(database, clock, new SecureRandom());
    var caps = new LiveCaps(settings.caps(), Shapes.zone(), new KeyNames(keys::list));
    return new ReadingRoom(
        told(database),
        keys,
        clock,
        new AdminRoom.Budgets(
            till, caps::list, new BudgetChanges(database, till, clock), new TopSpenders(database)));
  }

  private AdminRoom.Told told(Database database) {
    var reads = database.reads();
    String prefix = settings.admin().accountPrefix();
    var ledger = new LedgerReports(reads, clock);
    return new AdminRoom.Told(
        ledger,
        new LogReports(reads, prefix),
        new UsageReports(ledger, prefix),
        new AuditReports(reads),
        new DecisionReports(reads),
        new QuotaReports(new QuotaBook(database), ledger, clock));
  }

  private Optional<Database> open() {
    try {
      return Optional.of(Database.open(Shapes.store(settings), CommitWatch.NONE));
    } catch (ProblemException refused) {
      if (refused.report().problem() == GatewayProblem.STORE_LOCKED) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
