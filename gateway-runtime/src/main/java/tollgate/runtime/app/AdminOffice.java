package tollgate.runtime.app;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.ReadingRoom;
import tollgate.runtime.config.Settings;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * The admin API from outside a gateway: of the one that runs, else what can be told from the file
 * alone. Which of the two it is is asked of the database's lock, as {@link KeyOffice} does.
 */
public final class AdminOffice implements AdminDesk {
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
      throw Problem.ADMIN_NOT_RUNNING.exception();
    }
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return AdminClient.of(settings, clock).read(path, said);
    }
    try (Database database = own.get()) {
      GatewayAddress.beside(settings.store().path()).forget();
      return room(database).ask(path, said);
    }
  }

  @Override
  public Json change(String method, String path) {
    if (!Files.exists(settings.store().path())) {
      throw Problem.ADMIN_NOT_RUNNING.exception();
    }
    Optional<Database> own = open();
    if (own.isPresent()) {
      own.get().close();
      throw Problem.ADMIN_NOT_RUNNING.exception();
    }
    return AdminClient.of(settings, clock).change(method, path);
  }

  private ReadingRoom room(Database database) {
    var reads = database.reads();
    String prefix = settings.admin().accountPrefix();
    var ledger = new LedgerReports(reads, clock);
    return new ReadingRoom(
        new AdminRoom.Told(
            ledger,
            new LogReports(reads, prefix),
            new UsageReports(ledger, prefix),
            new AuditReports(reads),
            new DecisionReports(reads)),
        new SqliteKeyring(database, clock, new SecureRandom()),
        clock);
  }

  private Optional<Database> open() {
    try {
      return Optional.of(Database.open(Shapes.store(settings), CommitWatch.NONE));
    } catch (ProblemException refused) {
      if (refused.report().problem() == Problem.STORE_LOCKED) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
