package tollgate.runtime.upstream;

import java.util.concurrent.atomic.AtomicBoolean;

/** A client that stays open until it is given back. Safe for any thread. */
final class ClientLease<C> implements AutoCloseable {
  private final C client;
  private final Runnable giveBack;
  private final AtomicBoolean over = new AtomicBoolean();

  ClientLease(C client, Runnable giveBack) {
    this.client = client;
    this.giveBack = giveBack;
  }

  C client() {
    return client;
  }

  /** Gives it back; once, however often it is called. */
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
