package tollgate.runtime.generation;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Something that must be closed once. */
final class Part implements AutoCloseable {
  private final AtomicInteger closes = new AtomicInteger();
  private @Nullable RuntimeException failure;

  void failWith(RuntimeException exception) {
    failure = exception;
  }

  int closes() {
    return closes.get();
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
  }
}
