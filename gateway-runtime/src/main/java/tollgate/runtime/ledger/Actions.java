package tollgate.runtime.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tollgate.runtime.event.Actor;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Writer;

/** Keeps what administrators did that leaves no other trace on disk. Safe for any thread. */
public final class Actions {
  private final Writer writer;
  private final InstantSource clock;

  /**
   * One thing that is done.
   *
   * @param action what, dotted, for example {@code breaker.reset}
   * @param subject to what
   * @param detail more about it in a few words, never a secret
   */
  public record Deed(String action, String subject, String detail) {}

  /** A record beside the ledger. */
  public Actions(Writer writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Notes what was done. Blocks until it is durable.
   *
   * @param actor who did it
   * @param action what, dotted, for example {@code breaker.reset}
   * @param subject to what
   * @param detail more about it in a few words, never a secret
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be kept
   */
  public void note(String actor, String action, String subject, String detail) {
    note(actor, List.of(new Deed(action, subject, detail)));
  }

  /**
   * Notes everything that whoever this thread acts for does with one change, or nothing of it.
   * Asked before the change is made: what nobody could be told of does not happen.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be kept
   */
  public void note(List<Deed> deeds) {
    if (!deeds.isEmpty()) {
      note(Actor.current().name(), deeds);
    }
  }

  private void note(String actor, List<Deed> deeds) {
    Instant at = Instant.ofEpochMilli(clock.millis());
    List<AuditEntry> entries =
        deeds.stream()
            .map(deed -> new AuditEntry(at, actor, deed.action(), deed.subject(), deed.detail()))
            .toList();
    writer
        .submit(transaction -> {
          for (AuditEntry entry : entries) {
            entry.write(transaction);
          }
        })
        .await();
  }
}
