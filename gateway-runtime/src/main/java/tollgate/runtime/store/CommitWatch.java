package tollgate.runtime.store;

/** Told of every commit, on the writer's thread: for meters. Must not block and must not throw. */
@FunctionalInterface
public interface CommitWatch {

  /** Nobody cares. */
  CommitWatch NONE = (works, nanos) -> {};

  /**
   * A transaction is durable.
   *
   * @param works how many works shared it
   * @param nanos how long the disk took
   */
  void committed(int works, long nanos);
}
