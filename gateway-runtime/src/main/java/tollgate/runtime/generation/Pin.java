package tollgate.runtime.generation;

import java.util.concurrent.atomic.AtomicBoolean;

/** A generation held still for one call. Nothing in it is closed before the pin is. */
public final class Pin<T> implements AutoCloseable {
  private final Slot<T> slot;
  private final Generations<T> generations;
  private final AtomicBoolean released = new AtomicBoolean();

  Pin(Slot<T> slot, Generations<T> generations) {
    this.slot = slot;
    this.generations = generations;
  }

  /** What is held. Not to be used after {@link #close}. */
  public T value() {
    return slot.value();
  }

  /** The generation's number. */
  public long number() {
    return slot.number();
  }

  /** Lets go. Never blocks; a second time does nothing. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true) && slot.unpin()) {
      generations.drained(slot);
    }
  }
}
