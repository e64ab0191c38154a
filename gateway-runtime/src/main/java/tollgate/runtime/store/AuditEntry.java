package tollgate.runtime.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Who changed what: written with the change itself, in one transaction.
 *
 * @param at when
 * @param actor who
 * @param action what was done, dotted, for example {@code key.revoked}
 * @param subject to what, for example the id of a key
 * @param detail more about it in a few words, never a secret
 */
public record AuditEntry(Instant at, String actor, String action, String subject, String detail) {
  private static final int NAME = 128;
  private static final int DETAIL = 512;

  private static final Columns<AuditEntry> COLUMNS =
      new Columns<AuditEntry>()
          .number("at", entry -> entry.at.toEpochMilli())
          .text("actor", NAME, AuditEntry::actor)
          .text("action", NAME, AuditEntry::action)
          .text("subject", NAME, AuditEntry::subject)
          .text("detail", DETAIL, AuditEntry::detail);

  private static final String INSERT = COLUMNS.insertInto("audit");

  /** Writes it. */
  public void write(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(INSERT);
    COLUMNS.bind(statement, 1, this);
    statement.executeUpdate();
  }
}
