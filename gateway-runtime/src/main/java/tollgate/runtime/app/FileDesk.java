package tollgate.runtime.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.access.Access;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.OfflineRoom;
import tollgate.runtime.admin.ReadingRoom;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.budget.Till;
import tollgate.runtime.config.Settings;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.ledger.UnpricedCalls;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.store.Database;

/** What can be told and done with the open database of a gateway that does not run. */
final class FileDesk implements AdminDesk {
  private static final String PRICING = "/admin/pricing";
  private static final String BUDGETS = "/admin/budgets";

  private final Database database;
  private final Settings settings;
  private final InstantSource clock;

  FileDesk(Database database, Settings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Json read(String path, Map<String, String> query) {
    if (path.startsWith(PRICING)) {
      return prices(path, query);
    }
    if (path.startsWith(BUDGETS)) {
      return budgets().ask(path, query);
    }
    return OfflineRoom.has(path) ? offline().ask("GET", path, "") : room().ask(path, query);
  }

  @Override
  public Json change(String method, String path) {
    return change(method, path, "");
  }

  @Override
  public Json change(String method, String path, Json.Obj body) {
    return change(method, path, JsonText.write(body));
  }

  private Json change(String method, String path, String body) {
    if (!OfflineRoom.has(path)) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    return offline().ask(method, path, body);
  }

  /** By the prices that lie beside the database, without a look at any network. */
  private Json prices(String path, Map<String, String> query) {
    try (var stack = new CloseStack()) {
      var changes = new Changes(settings, new PriceChanges(database, clock), clock);
      var generations = changes.begin(clock, stack);
      var unpriced =
          new UnpricedCalls(
              database.reads(), provider -> Changes.typeOf(generations.current(), provider));
      var room =
          new ReadingRoom(
              told(),
              new SqliteKeyring(database, clock, new SecureRandom()),
              clock,
              changes.priceReports(generations, clock),
              (limit, offset) -> unpriced.page(generations.current().prices(), limit, offset));
      return room.ask(path, query);
    }
  }

  private OfflineRoom offline() {
    var random = new SecureRandom();
    return new OfflineRoom(
        new OfflineRoom.Foundation(
            told(),
            new SqliteKeyring(database, clock, random),
            Access.open(database, Shapes.access(settings), clock, random),
            backups(),
            database),
        clock);
  }

  private Backups backups() {
    return new Backups(
        settings.store().path(), Shapes.backups(settings), clock, Backups.Outcomes.UNTOLD);
  }

  private ReadingRoom room() {
    return new ReadingRoom(told(), new SqliteKeyring(database, clock, new SecureRandom()), clock);
  }

  private ReadingRoom budgets() {
    Till till = BudgetChanges.atRest(database, clock);
    var keys = new SqliteKeyring(database, clock, new SecureRandom());
    return new ReadingRoom(
        told(),
        keys,
        clock,
        new AdminRoom.Budgets(
            till,
            new LiveCaps(settings.caps(), Shapes.zone(), new KeyNames(keys::list))::list,
            new BudgetChanges(database, till, clock),
            new TopSpenders(database)));
  }

  private AdminRoom.Told told() {
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
}
