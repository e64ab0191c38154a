package tollgate.runtime.event;

/** Where events go. */
interface EventSink {

  /** Events below it need not be offered. */
  Level level();

  /** Takes one event. Never blocks and never throws. */
  void accept(Occurrence occurrence);

  /** How many events it took and could not write. */
  default long dropped() {
    return 0;
  }
}
