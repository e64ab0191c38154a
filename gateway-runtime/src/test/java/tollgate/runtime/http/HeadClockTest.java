package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

/** A clock must not keep a connection that is over. */
class HeadClockTest {
  private final Waiting waiting = new Waiting();
  private final HeadClock clock = new HeadClock(waiting, Duration.ofSeconds(50));

  /** Counts what it was asked to do later, and does nothing of it. */
  private static final class Waiting extends AbstractLifeCycle implements Scheduler {
    private final AtomicInteger tasks = new AtomicInteger();

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit units) {
      tasks.incrementAndGet();
      return () -> {
        tasks.decrementAndGet();
        return true;
      };
    }
  }

  /** What would be said inside the encryption. */
  private static final class Inner extends AbstractConnection {
    Inner(EndPoint endPoint) {
      super(endPoint, Runnable::run);
    }

    @Override
    public void onFillable() {
      throw new AssertionError("nothing is said");
    }
  }

  @Test
  void aConnectionThatEndsBeforeItsHandshakeIsForgotten() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine();
    var connection =
        new SslConnection(
            new ArrayByteBufferPool(),
            Runnable::run,
            new SslContextFactory.Server(),
            new ByteArrayEndPoint(),
            engine);
    connection.getSslEndPoint().setConnection(new Inner(connection.getSslEndPoint()));
    clock.startHandshake(connection);
    assertEquals(1, waiting.tasks.get());

    connection.onClose(null);

    assertEquals(0, waiting.tasks.get());
  }

  @Test
  void aConnectionThatEndsInTheMiddleOfAHeadIsForgotten() throws Exception {
    var endPoint = new ByteArrayEndPoint();
    Connection connection =
        new Listener.Http1(new HttpConfiguration(), clock)
            .newConnection(new LocalConnector(new Server()), endPoint);
    EndPoint readAhead = connection.getEndPoint();
    endPoint.addInput(ByteBuffer.wrap("GET".getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer buffer = ByteBuffer.allocate(100).limit(0);
    assertEquals(3, readAhead.fill(buffer));
    readAhead.fillInterested(Callback.NOOP);
    assertEquals(1, waiting.tasks.get());

    connection.onClose(null);

    assertEquals(0, waiting.tasks.get());
  }
}
