package tollgate.runtime.upstream;

import java.time.Duration;

/** Told of every try a call makes; on the call's own thread, which must not be kept waiting. */
public interface TryListener {

  /** Nobody listens. */
  TryListener NONE = attempt -> {};

  /**
   * One try as it ended.
   *
   * @param number 1 for the first
   * @param took from its start to the reply's head or the failure
   * @param status the HTTP status, 0 when no head came
   * @param problem the problem's code when no head came, else empty
   */
  record Try(int number, Duration took, int status, String problem) {}

  /** A try begins: the breaker let it pass, nothing is sent yet. */
  default void starting(int number) {}

  /** A try has a head or has failed; another may follow. */
  void ended(Try attempt);
}
