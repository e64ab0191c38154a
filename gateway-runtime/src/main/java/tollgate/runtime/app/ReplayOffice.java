package tollgate.runtime.app;

import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tollgate.api.json.Json;
import tollgate.runtime.config.Settings;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.replay.Replay;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * Replays from outside a gateway. As with its costs, the database's lock decides: whoever gets it
 * works on the file, with the prices that lie beside it; who does not asks the gateway that has it.
 */
public final class ReplayOffice implements ReplayDesk {

  private final Settings settings;
  private final InstantSource clock;

  /** The office of the gateway with these settings. */
  public ReplayOffice(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Json.Obj run(
      Instant since, SequencedMap<String, String> candidates, Consumer<Replay.Progress> progress) {
    if (!Files.exists(settings.store().path())) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return AdminClient.of(settings, clock).run(since, candidates, progress);
    }
    try (Database database = own.get();
        var stack = new CloseStack()) {
      GatewayAddress.beside(settings.store().path()).forget();
      var changes = new Changes(settings, new PriceChanges(database, clock), clock);
      stack.push(changes.policies());
      var generations = changes.begin(clock, stack);
      return new LiveReplays(changes.policies().host(), database, generations::current, clock)
          .run(since, candidates, progress);
    }
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
