package tollgate.runtime.call;

/** Is told of every call when it is over, on the call's thread. Never blocks or throws. */
public interface CallTraces {

  /** Nobody wants to know. */
  CallTraces NONE = new CallTraces() {};

  /** Whether anybody wants to know: what is told is gathered for them only. */
  default boolean wanted() {
    return false;
  }

  /** A call is over, whatever way. */
  default void ended(CallTrace trace) {}
}
