package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import tollgate.runtime.backup.Restore;
import tollgate.runtime.config.Settings;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.RestingDatabase;

/** What can be done with a database's file only while no gateway runs on it. */
public final class StoreOffice {
  private final Settings settings;
  private final InstantSource clock;

  /**
   * What a vacuum did.
   *
   * @param before the file's length in bytes
   * @param after its length now
   */
  public record Vacuumed(long before, long after) {}

  /** Of the gateway with these settings. */
  public StoreOffice(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Where the database lies. */
  public Path file() {
    return settings.store().path();
  }

  /**
   * Begins a database, or brings an older one up to date.
   *
   * @return whether there was none
   * @throws ProblemException with STORE_LOCKED while a gateway has it, or what is wrong with it
   */
  public boolean begin() {
    boolean fresh = !Files.exists(file());
    Database.open(Shapes.store(settings), CommitWatch.NONE).close();
    return fresh;
  }

  /** Puts a backup in its place; see {@link Restore}. */
  public Restore.Restored restore(Path backup, boolean unsound) {
    return new Restore(file()).from(backup, unsound, clock.instant());
  }

  /** Writes it anew without its gaps; see {@link RestingDatabase#vacuum}. */
  public Vacuumed vacuum() {
    if (!Files.exists(file())) {
      throw AccessProblem.ADMIN_NOT_RUNNING.exception();
    }
    try (RestingDatabase resting = RestingDatabase.take(file())) {
      long before = Files.size(file());
      resting.vacuum();
      return new Vacuumed(before, Files.size(file()));
    } catch (IOException stuck) {
      throw new ProblemException(
          GatewayProblem.STORE_UNUSABLE.report(file(), stuck.toString()), stuck);
    }
  }
}
