package tollgate.runtime.key;

import java.time.Instant;

/** What is known of a credential that a client sent. */
public sealed interface KeyLookup {

  /** A key that is good. */
  record Known(ManagedKey key) implements KeyLookup {}

  /** No key of this gateway's. */
  record Unknown() implements KeyLookup {}

  /** A key that was revoked. */
  record Revoked(ManagedKey key) implements KeyLookup {}

  /**
   * A key that has another secret now.
   *
   * @param since from when on this one is refused
   */
  record Replaced(ManagedKey key, Instant since) implements KeyLookup {}

  /** A key whose time is over. */
  record Expired(ManagedKey key) implements KeyLookup {}
}
