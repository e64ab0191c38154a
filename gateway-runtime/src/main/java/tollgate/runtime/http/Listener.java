package tollgate.runtime.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LogEvent;
import tollgate.runtime.problem.GatewayProblem;

/**
 * Listens at one address for HTTP/1.1 and HTTP/2, in clear text (HTTP/2 with prior knowledge, or by
 * upgrade from HTTP/1.1) or over TLS, and serves every request on a virtual thread of its own. A
 * connection of HTTP/1.1 can become a WebSocket.
 */
public final class Listener implements AutoCloseable {

  private static final int INPUT_BYTES = 16 * 1024;
  private static final int REPLY_HEAD_BYTES = 4 * 1024;
  private static final int MAX_REPLY_HEAD_BYTES = 256 * 1024;
  static final int STREAMS_OF_A_CONNECTION = 1_000;

  /**
   * A burst of tools that connect at once must not wait for the kernel to try again in a second.
   */
  private static final int UNACCEPTED_CONNECTIONS = 1_024;

  private final ListenerSettings settings;
  private final GatewayHandler handler;
  private final Server server;
  private final ServerConnector connector;

  /** Prepares to listen in clear text; {@link #start} does. */
  public Listener(ListenerSettings settings, PathTable paths) {
    this(settings, paths, Optional.empty());
  }

  /**
   * Prepares to listen; {@link #start} does.
   *
   * @param certificates to speak TLS with; clear text without
   */
  public Listener(ListenerSettings settings, PathTable paths, Optional<Certificates> certificates) {
    this(settings, paths, certificates, InetAddress::isLoopbackAddress);
  }

  /** The same; so many connections as they like are only for those who are near. */
  Listener(
      ListenerSettings settings,
      PathTable paths,
      Optional<Certificates> certificates,
      Predicate<InetAddress> near) {
    this.settings = settings;
    var bounds = settings.bounds();
    this.server = new Server(threads());
    this.handler = new GatewayHandler(paths, settings, new SocketDoor(server));
    var scheduler = new ScheduledExecutorScheduler("listener-clock", true);
    server.addBean(scheduler);
    var clock = new HeadClock(scheduler, bounds.head());
    HttpConfiguration http = configuration(bounds);
    var http1 = new Http1(http, clock);
    ConnectionFactory[] protocols =
        certificates
            .map(known -> TlsDoor.protocols(known, http, http1, clock))
            .orElseGet(() -> new ConnectionFactory[] {http1, clearHttp2(http)});
    var proxies = settings.proxies().trusted();
    Predicate<InetAddress> free =
        near.or(address -> proxies.stream().anyMatch(network -> network.holds(address)));
    this.connector = new Door(server, new Crowd<>(bounds.ofOneClient()), free, protocols);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(UNACCEPTED_CONNECTIONS);
    connector.setIdleTimeout(bounds.idle().toMillis());
    connector.setShutdownIdleTimeout(-1);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(bounds.connections(), connector));
    server.setHandler(handler);
    server.setErrorHandler(new ProtocolErrors(bounds.headBytes()));
  }

  private static HTTP2CServerConnectionFactory clearHttp2(HttpConfiguration http) {
    var http2 = new HTTP2CServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION);
    http2.setConnectProtocolEnabled(false); // a WebSocket takes a connection of HTTP/1.1
    return http2;
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(8, 2);
    threads.setName("listener");
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("client-", 0).factory()));
    return threads;
  }

  private static HttpConfiguration configuration(ListenerSettings.Bounds bounds) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(false); // the upstream's is passed on, and our own replies set theirs
    http.setRequestHeaderSize(bounds.headBytes());
    http.setResponseHeaderSize(REPLY_HEAD_BYTES);
    http.setMaxResponseHeaderSize(MAX_REPLY_HEAD_BYTES);
    http.setInputBufferSize(INPUT_BYTES);
    // Values are forwarded as they came: Jetty would put its own spelling for those it knows.
    http.setHeaderCacheCaseSensitive(true);
    http.setHeaderCacheSize(0); // a table of 100 KB for each connection, to spare a few strings
    // Paths are forwarded as they came; what could climb out of a prefix GatewayHandler refuses.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  /**
   * Begins to accept connections.
   *
   * @throws tollgate.runtime.problem.ProblemException when the address cannot be used
   */
  public void start() {
    String address = settings.host() + ":" + settings.port();
    try {
      server.start();
    } catch (Exception failure) {
      close();
      throw failure instanceof BindException || failure.getCause() instanceof BindException
          ? GatewayProblem.LISTENER_IN_USE.exception(address)
          : GatewayProblem.LISTENER_FAILED.exception(address, failure);
    }
    Events.log(AccessEvent.LISTENER_OPENED, "address", settings.host() + ":" + port());
  }

  /** The port in use. */
  public int port() {
    return connector.getLocalPort();
  }

  /** How many requests are being served. */
  public int running() {
    return handler.running();
  }

  /**
   * Stops accepting, lets running requests go on for at most so long, then breaks off the rest.
   *
   * @return how many had to be broken off
   */
  public int drain(Duration limit) throws InterruptedException {
    handler.drain();
    var _ = connector.shutdown(); // whether connections linger does not matter, only requests do
    return handler.awaitEnd(limit) ? 0 : handler.cutAll();
  }

  /** Stops at once. */
  @Override
  public void close() {
    handler.drain();
    handler.cutAll();
    LifeCycle.stop(server);
    handler.close();
  }

  /**
   * Accepts connections whose silent peers the kernel asks now and then whether they are still
   * there: a client that vanished without a word is noticed, too. Ends those of an address that has
   * enough.
   */
  private static final class Door extends ServerConnector {
    private final Crowd<InetAddress> crowd;
    private final Predicate<InetAddress> free;
    private final Map<EndPoint, InetAddress> counted = new ConcurrentHashMap<>();

    Door(
        Server server,
        Crowd<InetAddress> crowd,
        Predicate<InetAddress> free,
        ConnectionFactory... protocols) {
      super(server, 1, 1, protocols);
      this.crowd = crowd;
      this.free = free;
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
      super.onEndPointOpened(endPoint);
      if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress peer
          && !free.test(peer.getAddress())) {
        if (crowd.enter(peer.getAddress())) {
          counted.put(endPoint, peer.getAddress());
        } else {
          Events.log(AccessEvent.LISTENER_CROWDED, "client_ip", peer.getAddress());
          endPoint.close();
        }
      }
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
      InetAddress address = counted.remove(endPoint);
      if (address != null) {
        crowd.leave(address);
      }
      super.onEndPointClosed(endPoint);
    }

    @Override
    protected void configure(Socket socket) {
      super.configure(socket);
      try {
        socket.setKeepAlive(true);
        setIfKnown(socket, ExtendedSocketOptions.TCP_KEEPIDLE, 60);
        setIfKnown(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, 15);
        setIfKnown(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
      } catch (IOException closed) {
        Events.log(
            LogEvent.LIBRARY_MESSAGE, "message", "a connection closed while it was accepted");
      }
    }

    private static void setIfKnown(Socket socket, SocketOption<Integer> option, int value)
        throws IOException {
      if (socket.supportedOptions().contains(option)) {
        socket.setOption(option, value);
      }
    }
  }

  /** HTTP/1.1 whose connections can read ahead. */
  static final class Http1 extends HttpConnectionFactory {
    private final HeadClock clock;

    Http1(HttpConfiguration http, HeadClock clock) {
      super(http);
      this.clock = clock;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      // With the connector's own executor, later requests of a connection run on its few threads.
      Executor executor = VirtualThreads.getVirtualThreadsExecutor(connector.getExecutor());
      var readAhead = new ReadAhead(endPoint, executor, clock);
      Connection connection = super.newConnection(connector, readAhead);
      connection.addEventListener(
          new Connection.Listener() {
            @Override
            public void onClosed(Connection over) {
              readAhead.connectionEnds();
            }
          });
      return connection;
    }
  }
}
