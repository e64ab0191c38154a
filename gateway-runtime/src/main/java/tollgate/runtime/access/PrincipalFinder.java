package tollgate.runtime.access;

import java.util.Optional;

/** Knows somebody by a secret that a request carries. Safe for any thread; never blocks. */
@FunctionalInterface
public interface PrincipalFinder {

  /** Whoever holds that secret and may still use it. */
  Optional<Principal> find(String secret);
}
