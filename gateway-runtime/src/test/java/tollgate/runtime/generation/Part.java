package tollgate.runtime.generation;

import java.util.concurrent.atomic.AtomicInteger;

/** Something that must be closed once. */
final class Part implements AutoCloseable {
  private final AtomicInteger closes = new AtomicInteger();
  private Runnable whenClosed = () -> {};

  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  int closes() {
    return closes.get();
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    whenClosed.run();
  }
}
