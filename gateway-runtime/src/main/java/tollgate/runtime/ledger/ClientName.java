package tollgate.runtime.ledger;

/**
 * The one name under which lists show who called: the tool with its instance, else the beginning of
 * its session, else its key. Written twice, for rows and for calls that are being written; the
 * ledger's check compares the two.
 */
public final class ClientName {
  private static final int SESSION_SHOWN = 8;

  /** The name as an expression over the columns of a row. */
  public static final String SQL =
      "tool || CASE WHEN instance <> '' THEN '-' || instance"
          + " WHEN session <> '' THEN '-' || substr(session, 1, "
          + SESSION_SHOWN
          + ") WHEN key_id <> '' THEN '-' || key_id ELSE '' END";

  private ClientName() {}

  static String of(Entry.Caller caller) {
    String session = caller.agent().session();
    String rest =
        !caller.instance().isEmpty()
            ? caller.instance()
            : !session.isEmpty() ? begin(session) : caller.keyId();
    return rest.isEmpty() ? caller.tool() : caller.tool() + "-" + rest;
  }

  /** SQLite counts characters, not their halves. */
  private static String begin(String session) {
    return session.codePointCount(0, session.length()) <= SESSION_SHOWN
        ? session
        : session.substring(0, session.offsetByCodePoints(0, SESSION_SHOWN));
  }
}
