package tollgate.runtime.app;

import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Actor;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * The costs of a gateway's ledger from outside it. As with its keys, the database's lock decides:
 * whoever gets it works on the file, with the prices that lie beside it and without a look at any
 * network; who does not asks the gateway that has it.
 */
public final class CostOffice implements CostDesk {

  private static final Actor COMMAND_LINE = new Actor("command line", "");

  private final Settings settings;
  private final InstantSource clock;

  /** The office of the gateway with these settings. */
  public CostOffice(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Backfill.Result backfill(Instant since, boolean all, boolean dryRun) {
    return hasBegun()
        ? ask(desk -> desk.backfill(since, all, dryRun))
        : new Backfill.Result(0, 0, 0, 0, 0, 0, Money.ZERO);
  }

  @Override
  public LedgerCheck.Findings verify() {
    return hasBegun() ? ask(CostDesk::verify) : new LedgerCheck.Findings(0, 0, 0, List.of());
  }

  /** Looking must not begin a database where the folder was misspelt. */
  private boolean hasBegun() {
    return Files.exists(settings.store().path());
  }

  private <T> T ask(Function<CostDesk, T> question) {
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return question.apply(AdminClient.of(settings, clock));
    }
    try (Database database = own.get();
        var stack = new CloseStack()) {
      GatewayAddress.beside(settings.store().path()).forget();
      var changes = new Changes(settings, new PriceChanges(database, clock), clock);
      var generations = changes.begin(clock, stack);
      var desk =
          LiveCosts.of(
              database,
              new Till(Meter.standing(Shapes.zone())),
              clock,
              generations::current,
              settings.pricing().backfill().chunk());
      return COMMAND_LINE.call(() -> question.apply(desk));
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
