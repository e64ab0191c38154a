package tollgate.runtime.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.DatabaseCopy;

/**
 * Makes backups of one database, by the clock or when asked to. A backup is written aside, every
 * page of it is looked at and its ledger added up; only then it gets its name. Safe for any thread;
 * one backup at a time.
 */
public final class Backups {
  private static final String ASIDE = ".part";

  /** What interrupted backups leave, with the files SQLite lays beside its own. */
  private static final String LEFT = "tollgate-*Z.db" + ASIDE + "*";

  /** A disk that is full now may have room by then. */
  private static final Duration RETRY = Duration.ofHours(1);

  /** A copy of a ledger that disagrees with itself is better than none, but is no backup. */
  private static final String UNSOUND = "tollgate-unsound.db";

  private final Path database;
  private final InstantSource clock;
  private final Outcomes outcomes;
  private final Instant begun;
  private volatile Rules rules;
  private volatile Instant retry = Instant.MIN;

  /**
   * When backups are made.
   *
   * @param every how long between two; nothing for never
   * @param keep how many are kept
   * @param folder where they lie
   */
  public record Rules(Duration every, int keep, Path folder) {}

  /** Told what came of each. */
  @FunctionalInterface
  public interface Outcomes {
    /** Nobody is told. */
    Outcomes UNTOLD = made -> {};

    /** A backup was made, or could not be. */
    void tell(boolean made);
  }

  /**
   * A backup and what was found in it.
   *
   * @param calls how many ended calls were added up
   */
  public record Made(Backup backup, long calls) {}

  /** Backups of this database. */
  public Backups(Path database, Rules rules, InstantSource clock, Outcomes outcomes) {
    this.database = database;
    this.rules = rules;
    this.clock = clock;
    this.outcomes = outcomes;
    this.begun = clock.instant();
  }

  /** Other rules from now on. */
  public void use(Rules fresh) {
    rules = fresh;
    retry = Instant.MIN;
  }

  /**
   * Makes the backup that is due, if any; a first one after the gateway ran for as long. One that
   * fails is told of and tried again after an hour, or as soon as the next would be due.
   */
  public void runIfDue() {
    Rules now = rules;
    if (!now.every().isPositive() || clock.instant().isBefore(retry)) {
      return;
    }
    try {
      if (isDue(now)) {
        make();
      }
    } catch (ProblemException told) { // calls go on without a backup
      Duration pause = now.every().compareTo(RETRY) < 0 ? now.every() : RETRY;
      retry = clock.instant().plus(pause);
    }
  }

  private boolean isDue(Rules now) {
    try {
      Instant last = last().map(Backup::at).orElse(begun);
      return !clock.instant().isBefore(last.plus(now.every()));
    } catch (ProblemException unreadable) {
      throw failed(now.folder(), unreadable);
    }
  }

  /**
   * Makes one in the folder and deletes those that are too many. Blocks until it was looked over.
   *
   * @throws ProblemException with BACKUP_FAILED, BACKUP_UNSOUND or what is wrong with the database
   */
  public Made make() {
    Rules now = rules;
    Made made = make(now.folder().resolve(Backup.name(clock.instant())));
    prune(now);
    return made;
  }

  /** Makes one under this name, which must be free; deletes none. */
  public synchronized Made make(Path name) {
    Instant at = clock.instant();
    long from = System.nanoTime();
    Path file = name.toAbsolutePath();
    try {
      LedgerCheck.Findings findings = write(file);
      var made = new Made(Backup.of(file, at), findings.calls());
      Events.log(
          TaskEvent.BACKUP_MADE,
          "path",
          file,
          "bytes",
          made.backup().bytes(),
          "calls",
          made.calls(),
          "total_ms",
          Duration.ofNanos(System.nanoTime() - from).toMillis());
      outcomes.tell(true);
      return made;
    } catch (IOException unwritable) {
      throw failed(
          file,
          new ProblemException(
              GatewayProblem.BACKUP_FAILED.report(file, unwritable.toString()), unwritable));
    } catch (ProblemException refused) {
      throw failed(file, refused);
    }
  }

  private ProblemException failed(Path file, ProblemException why) {
    Events.log(TaskEvent.BACKUP_FAILED, "path", file, "reason", why.report().what());
    outcomes.tell(false);
    return why;
  }

  private LedgerCheck.Findings write(Path file) throws IOException {
    if (Files.exists(file)) {
      throw GatewayProblem.BACKUP_FAILED.exception(file, "there is a file of that name");
    }
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    DatabaseCopy.makeFolder(folder);
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    deleteLeft();
    Files.deleteIfExists(aside);
    try {
      LedgerCheck.Findings findings = OwnThread.run(() -> Copied.of(database, aside));
      if (!findings.isSound()) {
        Path kept = file.resolveSibling(UNSOUND);
        DatabaseCopy.name(aside, kept);
        throw GatewayProblem.BACKUP_UNSOUND.exception(
            kept, findings.differences().getFirst().what());
      }
      DatabaseCopy.name(aside, file);
      return findings;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** One backup is made at a time, so what lies aside belongs to none. */
  private void deleteLeft() throws IOException {
    Path folder = rules.folder();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, LEFT)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void prune(Rules now) {
    try {
      List<Backup> all = list();
      for (Backup old : all.subList(Math.min(now.keep(), all.size()), all.size())) {
        Files.deleteIfExists(old.file());
      }
    } catch (IOException stuck) {
      throw failed(
          now.folder(),
          new ProblemException(
              GatewayProblem.BACKUP_FAILED.report(now.folder(), stuck.toString()), stuck));
    }
  }

  /** Where they lie. */
  public Path folder() {
    return rules.folder();
  }

  /** The newest. */
  public Optional<Backup> last() {
    return list().stream().findFirst();
  }

  /** Those in the folder that have their own names, the newest first. */
  public List<Backup> list() {
    Path folder = rules.folder();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Backup>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Optional<Instant> at = Backup.moment(file);
        if (at.isPresent()) {
          found.add(Backup.of(file, at.get()));
        }
      }
    } catch (IOException unreadable) {
      throw new ProblemException(
          GatewayProblem.BACKUP_FAILED.report(folder, unreadable.toString()), unreadable);
    }
    found.sort(Comparator.comparing(Backup::at).reversed());
    return found;
  }
}
