package tollgate.runtime.event;

/** Is told of events while they happen, on the thread on which they do. Never blocks or throws. */
public interface EventWatch {

  /** Whether it wants to be told of such an event. Asked each time, so it must be quick. */
  boolean wants(Event event);

  /** One that it wants has happened. */
  void happened(Happening happening);
}
