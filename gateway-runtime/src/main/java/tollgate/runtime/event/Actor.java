package tollgate.runtime.event;

/**
 * Who has something done, and from where: bound by the door that knows it, asked for by whatever
 * keeps a record of it, so that nothing in between has to hand it on.
 *
 * @param name as the audit and the log name them, for example {@code user ada}
 * @param from the address they speak from, empty where it is no matter of addresses
 */
public record Actor(String name, String from) {

  /** The gateway itself, where nobody asked for it. */
  public static final Actor GATEWAY = new Actor("gateway", "");

  private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

  /** Whoever this thread acts for. */
  public static Actor current() {
    return CURRENT.orElse(GATEWAY);
  }

  /** Does something for this one. */
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }
}
