package tollgate.runtime.access;

import java.time.Instant;
import java.time.InstantSource;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.Events;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Work;

/**
 * Changes of who may administer: each is written together with who made it, and told in the log.
 */
record AccessChanges(Database database, InstantSource clock) {

  /**
   * Makes a change; returns once it is durable.
   *
   * @param subject to what, fit for the audit
   * @param detail more about it, never a secret
   */
  void commit(Work work, String action, String subject, String detail) {
    var entry = new AuditEntry(now(), Actor.current().name(), action, subject, detail);
    database
        .writer()
        .submit(transaction -> {
          work.write(transaction);
          entry.write(transaction);
        })
        .await();
    Events.log(
        AccessEvent.ACCESS_CHANGED,
        "action",
        entry.action(),
        "subject",
        entry.subject(),
        "by",
        entry.actor());
  }

  /** Now, as the database can tell it. */
  Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
