package tollgate.runtime.ledger;

import java.util.Locale;

/**
 * Where a row stands. The first three are on the way, the others final; only {@link #IN_DOUBT} can
 * still be resolved into another.
 *
 * <pre>
 * pending -> dispatched -> streaming -> settled | aborted | failed
 *    \            \            \
 *     '------------'------------'-----> in_doubt -> settled | failed
 * refused
 * </pre>
 */
public enum State {
  /** Recorded; the upstream may or may not have been asked yet. */
  PENDING,
  /** Sent to the upstream. */
  DISPATCHED,
  /** The reply has begun. */
  STREAMING,
  /** The upstream's answer was delivered. */
  SETTLED,
  /** The client left, or the call was stopped, before the answer was complete. */
  ABORTED,
  /** The upstream or the gateway failed. */
  FAILED,
  /** Turned away; nothing was sent, nothing was used. */
  REFUSED,
  /** The gateway died while the call ran: charged its hold until someone knows better. */
  IN_DOUBT;

  /** As the database and every page write it: {@code in_doubt}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a word. */
  public static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the row is done with. */
  public boolean isFinal() {
    return this != PENDING && this != DISPATCHED && this != STREAMING;
  }
}
