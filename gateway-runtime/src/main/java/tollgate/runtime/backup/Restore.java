package tollgate.runtime.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.RestingDatabase;

/**
 * Puts a backup in the place of the database. The backup is copied aside and looked over first; the
 * database it takes the place of is kept.
 */
public final class Restore {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path database;

  /**
   * What was done.
   *
   * @param calls how many ended calls the ledger has now
   * @param former where the database lies that was there before; empty where there was none
   */
  public record Restored(long calls, Optional<Path> former) {}

  /** Of this database. */
  public Restore(Path database) {
    this.database = database.toAbsolutePath();
  }

  /**
   * Does it.
   *
   * @param unsound whether a backup will do whose ledger does not agree with itself
   * @throws ProblemException with STORE_MUST_REST, BACKUP_MISSING, BACKUP_UNSOUND or what is wrong
   *     with the backup; the database is then as it was
   */
  public Restored from(Path backup, boolean unsound, Instant now) {
    if (!Files.isRegularFile(backup)) {
      throw GatewayProblem.BACKUP_MISSING.exception(backup);
    }
    try (RestingDatabase resting = RestingDatabase.take(database)) {
      return exchange(resting, backup, unsound, now);
    } catch (IOException stuck) {
      throw new ProblemException(
          GatewayProblem.STORE_UNUSABLE.report(database, stuck.toString()), stuck);
    }
  }

  private Restored exchange(RestingDatabase resting, Path backup, boolean unsound, Instant now)
      throws IOException {
    Path aside = database.resolveSibling(database.getFileName() + ".restoring");
    Files.deleteIfExists(aside);
    try {
      LedgerCheck.Findings findings = Copied.of(backup, aside);
      if (!findings.isSound() && !unsound) {
        throw GatewayProblem.BACKUP_UNSOUND.exception(
            backup, findings.differences().getFirst().what());
      }
      boolean replaces = Files.exists(database);
      Path former =
          database.resolveSibling(database.getFileName() + ".before-" + STAMP.format(now));
      resting.replaceBy(aside, former);
      return new Restored(findings.calls(), replaces ? Optional.of(former) : Optional.empty());
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
