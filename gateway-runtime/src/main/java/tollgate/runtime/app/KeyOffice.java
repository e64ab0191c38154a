package tollgate.runtime.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tollgate.runtime.config.Settings;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;

/**
 * The keys of a gateway from outside it. Whether a gateway runs is asked of the database's lock:
 * whoever gets it works on the file, since nobody else can meanwhile; who does not asks the gateway
 * that has it. So there is never a key the running gateway does not know of.
 */
public final class KeyOffice implements KeyDesk {

  private final Settings settings;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * The office of the gateway with these settings.
   *
   * @param random must be a secure one in production
   */
  public KeyOffice(Settings settings, InstantSource clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public CreatedKey create(KeyWish wish) {
    wish.terms(clock.instant()); // before a first key's database is begun
    return ask(desk -> desk.create(wish));
  }

  @Override
  public List<ManagedKey> list() {
    return hasBegun() ? ask(KeyDesk::list) : List.of();
  }

  @Override
  public CreatedKey rotate(String id, Instant until) {
    if (!hasBegun()) {
      throw AccessProblem.KEY_NOT_THERE.exception(id);
    }
    return ask(desk -> desk.rotate(id, until));
  }

  @Override
  public ManagedKey revoke(String id) {
    if (!hasBegun()) {
      throw AccessProblem.KEY_NOT_THERE.exception(id);
    }
    return ask(desk -> desk.revoke(id));
  }

  /** Looking must not begin a database where the folder was misspelt. */
  private boolean hasBegun() {
    return Files.exists(file());
  }

  private <T> T ask(Function<KeyDesk, T> question) {
    Optional<Database> own = open();
    if (own.isEmpty()) {
      return question.apply(AdminClient.of(settings, clock));
    }
    try (Database database = own.get()) {
      GatewayAddress.beside(file()).forget();
      return question.apply(new FileDesk(new SqliteKeyring(database, clock, random), clock));
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

  private Path file() {
    return settings.store().path();
  }

  /** The keys in the file of a gateway that does not run. */
  private record FileDesk(Keyring keyring, InstantSource clock) implements KeyDesk {

    private static final String ACTOR = "command line";

    @Override
    public CreatedKey create(KeyWish wish) {
      return keyring.create(wish.terms(clock.instant()), ACTOR);
    }

    @Override
    public List<ManagedKey> list() {
      return keyring.list();
    }

    @Override
    public CreatedKey rotate(String id, Instant until) {
      ManagedKey key =
          keyring.list().stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .orElseThrow(() -> AccessProblem.KEY_NOT_THERE.exception(id));
      return keyring
          .rotate(id, until, ACTOR)
          .orElseThrow(() -> AccessProblem.KEY_OVER.exception(key.name()));
    }

    @Override
    public ManagedKey revoke(String id) {
      return keyring.revoke(id, ACTOR).orElseThrow(() -> AccessProblem.KEY_NOT_THERE.exception(id));
    }
  }
}
