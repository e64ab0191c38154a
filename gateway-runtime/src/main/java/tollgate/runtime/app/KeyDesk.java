package tollgate.runtime.app;

import java.time.Instant;
import java.util.List;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;

/**
 * Where an operator has keys made, listed and revoked. Every method blocks until what it did is
 * durable, and throws a {@link tollgate.runtime.problem.ProblemException} with what kept it from
 * doing it.
 */
public interface KeyDesk {

  /** Makes a key. */
  CreatedKey create(KeyWish wish);

  /** Every key, newest first, revoked ones included. */
  List<ManagedKey> list();

  /** Gives a key another secret; the one it has stays good until then. */
  CreatedKey rotate(String id, Instant until);

  /** Revokes a key, at once also for a running gateway; one that is revoked stays as it is. */
  ManagedKey revoke(String id);
}
