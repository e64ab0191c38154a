package tollgate.runtime.key;

import java.util.List;
import java.util.Optional;

/** The gateway's keys. Safe for any thread. */
public interface Keyring {

  /** What is known of a credential; answered from memory, and noted as a use where it is good. */
  KeyLookup find(String credential);

  /** Every key, newest first, revoked ones included. */
  List<ManagedKey> list();

  /**
   * Makes a key. Blocks until it is durable.
   *
   * @param actor who makes it, for the audit
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be kept
   */
  CreatedKey create(ManagedKey.Terms terms, String actor);

  /**
   * Revokes a key at once; running calls go on. Blocks until that is durable.
   *
   * @return the key as it is now; empty when there is none of this id
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be
   *     kept; the key is then still good
   */
  Optional<ManagedKey> revoke(String id, String actor);
}
