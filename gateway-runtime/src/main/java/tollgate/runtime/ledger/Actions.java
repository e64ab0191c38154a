package tollgate.runtime.ledger;

import java.time.Instant;
import java.time.InstantSource;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Writer;

/** Keeps what administrators did that leaves no other trace on disk. Safe for any thread. */
public final class Actions {
  private final Writer writer;
  private final InstantSource clock;

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
    var entry =
        new AuditEntry(Instant.ofEpochMilli(clock.millis()), actor, action, subject, detail);
    writer.submit(entry::write).await();
  }
}
