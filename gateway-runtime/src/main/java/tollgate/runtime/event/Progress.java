package tollgate.runtime.event;

import java.lang.ScopedValue.CallableOp;

/**
 * How far a long work has come: told by whatever does it and heard by whoever waits for it, bound
 * as an {@link Actor} is, so that nothing in between has to hand it on. Where nobody listens,
 * telling costs nothing worth the name.
 */
public final class Progress {

  private static final Listener NOBODY = (done, all) -> {};

  private static final ScopedValue<Listener> LISTENER = ScopedValue.newInstance();

  /** Told how far it is, on the thread that does it, as often as there is something to tell. */
  @FunctionalInterface
  public interface Listener {
    /** So much of all is done; of an unknown whole, all is 0. */
    void at(long done, long all);
  }

  private Progress() {}

  /** Tells whoever listens. */
  public static void at(long done, long all) {
    listener().at(done, all);
  }

  /** Whoever listens to this thread, for work that is handed to another. */
  public static Listener listener() {
    return LISTENER.orElse(NOBODY);
  }

  /** Whether anybody does. */
  public static boolean isHeard() {
    return LISTENER.isBound();
  }

  /** Does something with this one listening. */
  public static <T, X extends Throwable> T heard(Listener listener, CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(LISTENER, listener).call(work);
  }

  /**
   * Does a part of something whose whole is told of.
   *
   * @param from how much of the whole was done before, in percent
   * @param to how much of it is done afterwards, in percent
   */
  public static <T, X extends Throwable> T part(int from, int to, CallableOp<T, X> work) throws X {
    if (!isHeard()) {
      return work.call();
    }
    Listener whole = listener();
    return heard((done, all) -> whole.at(share(from, to, done, all), 100 * Math.max(all, 1)), work);
  }

  private static long share(int from, int to, long done, long all) {
    return from * Math.max(all, 1) + (to - from) * Math.min(done, all);
  }
}
