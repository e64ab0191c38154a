package tollgate.runtime.app;

import java.util.ArrayDeque;
import java.util.Deque;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;

/**
 * What has been opened, to be closed in the opposite order. A part that does not close cleanly is
 * told of and does not keep the others open.
 */
final class CloseStack implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T push(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception stuck) {
        Events.log(
            GatewayEvent.SHUTDOWN_ERROR, "part", part.getClass().getSimpleName(), "err", stuck);
      }
    }
  }
}
