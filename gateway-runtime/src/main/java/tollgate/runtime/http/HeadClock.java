package tollgate.runtime.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.thread.Scheduler;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;

/**
 * Ends connections whose clients take too long to say what they want: idle time-outs alone let a
 * client hold a connection for ever by sending a byte now and then.
 */
final class HeadClock {
  private final Scheduler scheduler;
  private final Duration limit;

  HeadClock(Scheduler scheduler, Duration limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  /** Ends a connection unless the task is cancelled in time. */
  Scheduler.Task start(EndPoint connection) {
    return schedule(() -> end(connection, "head"));
  }

  /**
   * Ends a connection whose handshake is not over in time. Once it is, or the connection, nothing
   * of it is kept.
   */
  void startHandshake(SslConnection connection) {
    EndPoint endPoint = connection.getEndPoint();
    var over = new Over(schedule(() -> end(endPoint, "handshake")));
    connection.addHandshakeListener(over);
    connection.addEventListener(over);
  }

  /** Cancels a task when a handshake, or its connection, is over. */
  private record Over(Scheduler.Task task) implements SslHandshakeListener, Connection.Listener {
    @Override
    public void handshakeSucceeded(Event event) {
      task.cancel();
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
      task.cancel();
    }

    @Override
    public void onClosed(Connection connection) {
      task.cancel();
    }
  }

  private Scheduler.Task schedule(Runnable work) {
    return scheduler.schedule(work, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void end(EndPoint connection, String part) {
    if (connection.isOpen()) {
      Events.log(
          AccessEvent.LISTENER_SLOW_CLIENT,
          "part",
          part,
          "client_ip",
          String.valueOf(connection.getRemoteSocketAddress()),
          "limit_ms",
          limit.toMillis());
      connection.close();
    }
  }
}
