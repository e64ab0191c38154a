package tollgate.runtime.app;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.admin.OfflineRoom;
import tollgate.runtime.config.Settings;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
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
    return visit(desk -> desk.read(path, said(query)));
  }

  @Override
  public Json change(String method, String path) {
    return inOrBefore(method, path, desk -> desk.change(method, path));
  }

  @Override
  public Json change(String method, String path, Json.Obj body) {
    return inOrBefore(method, path, desk -> desk.change(method, path, body));
  }

  @Override
  public Json work(String path, Json.Obj body) {
    return visit(desk -> desk.work(path, body));
  }

  @Override
  public <T> T visit(Function<AdminDesk, T> questions) {
    if (!Files.exists(settings.store().path())) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    return there(questions);
  }

  /** Only what makes something may begin a database. */
  private Json inOrBefore(String method, String path, Function<AdminDesk, Json> change) {
    return OfflineRoom.begins(method, path) ? there(change) : visit(change);
  }

  private <T> T there(Function<AdminDesk, T> questions) {
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return questions.apply(AdminClient.of(settings, clock));
    }
    try (Database database = own.get()) {
      GatewayAddress.beside(settings.store().path()).forget();
      return questions.apply(new FileDesk(database, settings, clock));
    }
  }

  private static Map<String, String> said(Map<String, String> query) {
    return query.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
