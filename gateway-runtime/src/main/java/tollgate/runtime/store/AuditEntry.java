package tollgate.runtime.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import tollgate.runtime.event.Actor;

/**
 * Who changed what: written with the change itself, in one transaction.
 *
 * @param at when
 * @param actor who
 * @param source from where, an address; empty where it is no matter of addresses
 * @param action what was done, dotted, for example {@code key.revoked}
 * @param subject to what, for example the id of a key
 * @param detail more about it in a few words, never a secret
 */
public record AuditEntry(
    Instant at, String actor, String source, String action, String subject, String detail) {
  private static final int NAME = 128;
  private static final int DETAIL = 512;

  private static final Columns<AuditEntry> COLUMNS =
      new Columns<AuditEntry>()
          .number("at", entry -> entry.at.toEpochMilli())
          .text("actor", NAME, AuditEntry::actor)
          .text("source", NAME, AuditEntry::source)
          .text("action", NAME, AuditEntry::action)
          .text("subject", NAME, AuditEntry::subject)
          .text("detail", DETAIL, AuditEntry::detail);

  private static final String INSERT = COLUMNS.insertInto("audit");

  /** What somebody did, from where this thread knows them to speak. */
  public AuditEntry(Instant at, String actor, String action, String subject, String detail) {
    this(at, actor, Actor.current().from(), action, subject, detail);
  }

  /** Writes it. */
  public void write(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, this);
    statement.executeUpdate();
  }
}
