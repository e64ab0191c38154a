package tollgate.runtime.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The gateway's keys. Safe for any thread. */
public interface Keyring extends KeyFinder {

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

  /**
   * Takes in a key that another gateway made. Blocks until that is durable.
   *
   * @param hash its SHA-256 in lower-case hexadecimal
   * @param prefix its first characters, as far as they are known
   * @return the key; empty when there is a key with this hash already
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be kept
   */
  Optional<ManagedKey> take(String hash, String prefix, ManagedKey.Terms terms, String actor);

  /**
   * Puts a key on other terms, at once for every call that arrives. Blocks until that is durable.
   *
   * @return the key as it is now; empty when there is none of this id, or it is revoked
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when they cannot be
   *     kept; the old ones then still hold
   */
  Optional<ManagedKey> change(String id, ManagedKey.Terms terms, String actor);

  /**
   * Gives a key another secret; the one it has is good until then, and one it had before that is
   * refused from now on. Blocks until that is durable.
   *
   * @return the key with its new secret; empty when there is none of this id, or it is revoked
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be kept
   */
  Optional<CreatedKey> rotate(String id, Instant until, String actor);
}
