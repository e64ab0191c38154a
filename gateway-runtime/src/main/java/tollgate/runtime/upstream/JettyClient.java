package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tollgate.api.provider.Exchange;
import tollgate.runtime.config.OutboundProxy;

/**
 * Jetty's HTTP client with everything taken out that a gateway must leave to its two sides:
 * redirects, cookies, authentication, decoding, a name of its own.
 */
final class JettyClient implements SharedClients.Client {

  private static final int REQUEST_HEAD_BYTES = 4 * 1024;
  private static final int MAX_HEAD_BYTES = 256 * 1024;
  private static final int READ_BYTES = 16 * 1024;
  private static final Duration CONNECT_ONE_ADDRESS = Duration.ofSeconds(20);

  private final UpstreamSettings settings;
  private final OutboundProxy proxy;
  private final HttpClient client;
  private final Set<UpstreamEndPoint> connections = ConcurrentHashMap.newKeySet();

  /** Trusts what the context trusts, or what the Java runtime does. */
  JettyClient(UpstreamSettings settings, OutboundProxy proxy, @Nullable SSLContext trust) {
    this.settings = settings;
    this.proxy = proxy;
    this.client = client(transport(trust), settings);
    goBy(client, proxy, new HttpProxy(proxy.host(), proxy.port()));
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not start", e);
    }
    leaveToBothSides(client);
  }

  /** A client for WebSockets, not started; see {@link #leaveToBothSides}. */
  static HttpClient forSockets(
      UpstreamSettings settings, OutboundProxy proxy, @Nullable SSLContext trust) {
    var transport = new HttpClientTransportOverHTTP(connector(trust));
    transport.setHeaderCacheSize(0);
    var client = client(transport, settings);
    goBy(client, proxy, new TunnelProxy(proxy));
    return client;
  }

  private static HttpClient client(HttpClientTransport transport, UpstreamSettings settings) {
    var client = new HttpClient(transport);
    client.setExecutor(threads());
    // Jetty's own keeps half as many buffers as there are threads, far fewer than there are
    // streams.
    client.setByteBufferPool(new ArrayByteBufferPool());
    client.setConnectTimeout(CONNECT_ONE_ADDRESS.toMillis());
    client.setIdleTimeout(0); // a stream may be silent for long; closeUnused does the rest
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setRequestBufferSize(REQUEST_HEAD_BYTES);
    client.setMaxRequestHeadersSize(MAX_HEAD_BYTES);
    client.setMaxResponseHeadersSize(MAX_HEAD_BYTES);
    client.setResponseBufferSize(READ_BYTES);
    client.setMaxConnectionsPerDestination(settings.maxConnections());
    client.setMaxRequestsQueuedPerDestination(settings.maxConnections());
    return client;
  }

  /** Takes out of a started client what answers for the two sides; upgrades stay. */
  static void leaveToBothSides(HttpClient client) {
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
  }

  private static void goBy(HttpClient client, OutboundProxy via, HttpProxy jettys) {
    if (via.isNone()) {
      return;
    }
    client.getProxyConfiguration().addProxy(jettys);
    if (!via.user().isEmpty()) {
      client
          .getAuthenticationStore()
          .addAuthenticationResult(
              new BasicAuthentication.BasicResult(
                  jettys.getURI(),
                  HttpHeader.PROXY_AUTHORIZATION,
                  via.user(),
                  via.password().reveal(),
                  StandardCharsets.UTF_8));
    }
  }

  /** Opens a tunnel also where there is no TLS: an upgrade is not passed on from hop to hop. */
  private static final class TunnelProxy extends HttpProxy {
    TunnelProxy(OutboundProxy proxy) {
      super(proxy.host(), proxy.port());
    }

    @Override
    public boolean requiresTunnel(Origin serverOrigin) {
      return true;
    }
  }

  private static UpstreamConnector connector(@Nullable SSLContext trust) {
    var connector = new UpstreamConnector();
    // Selectors read and decrypt for the calls: one a pair of cores leaves the calls the other.
    connector.setSelectors(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8));
    var tls = new SslContextFactory.Client();
    if (trust != null) {
      tls.setSslContext(trust);
    }
    connector.setSslContextFactory(tls);
    return connector;
  }

  private Transport transport(@Nullable SSLContext trust) {
    var connector = connector(trust);
    var http2 = new HTTP2Client(connector);
    http2.setStreamIdleTimeout(0);
    var transport =
        new Transport(connector, new ClientConnectionFactoryOverHTTP2.HTTP2(http2), new Http1());
    transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
    transport.setConnectionPoolFactory(this::newPool);
    return transport;
  }

  private ConnectionPool newPool(Destination destination) {
    Origin.Protocol protocol = destination.getOrigin().getProtocol();
    boolean shared = protocol.getProtocols().stream().anyMatch(name -> name.startsWith("h2"));
    return shared
        ? new SharedConnections(destination, settings.maxConnections())
        : new DuplexConnectionPool(destination, settings.maxConnections());
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(8, 2);
    threads.setName("upstream");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("upstream-", 0).factory()));
    return threads;
  }

  /** The request as it will leave, not sent yet. */
  TargetRequest request(OpenProvider provider, Exchange.Sending sending) {
    URI base = provider.config().baseUrl();
    var request = new TargetRequest(client, base, provider.pathOf(sending.target()), proxy);
    request.method(sending.method());
    switch (provider.config().connection().protocol()) {
      case AUTO -> {
        if ("http".equals(base.getScheme())) {
          request.version(HttpVersion.HTTP_1_1); // nothing to choose from without TLS
        }
      }
      case HTTP_1_1 -> request.version(HttpVersion.HTTP_1_1);
      case H2 -> request.version(HttpVersion.HTTP_2);
    }
    request.headers(fields -> {
      sending
          .headers()
          .forEach((name, value) -> {
            if (travels(name)) {
              fields.add(field(name, value));
            }
          });
      provider.headers().forEach(fields::put);
    });
    if (!sending.body().isEmpty() || announcesLength(sending.method())) {
      request.body(new SlicedBody(sending.body()));
    }
    return request;
  }

  /** Whether a field is one that Jetty does not make itself for this connection. */
  private static boolean travels(String name) {
    HttpHeader header = HttpHeader.CACHE.get(name);
    if (header == null) {
      return true;
    }
    return switch (header) {
      case HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, KEEP_ALIVE, EXPECT, UPGRADE ->
          false;
      default -> true;
    };
  }

  /** A type that Jetty knew as one would make it announce a body, of no bytes, for a GET too. */
  private static HttpField field(String name, String value) {
    return HttpHeader.CONTENT_TYPE.is(name)
        ? new HttpField((HttpHeader) null, name, value)
        : new HttpField(name, value);
  }

  private static boolean announcesLength(String method) {
    return switch (method.toUpperCase(Locale.ROOT)) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  /** Closes connections that have been out of use for longer than the settings allow. */
  void closeUnused(long now) {
    connections.removeIf(connection -> {
      connection.closeIfUnused(now, settings.keepIdle().toNanos());
      return !connection.isOpen();
    });
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }

  /**
   * Chooses the version by what both sides agreed on, and HTTP/1.1 where they did not. It passes
   * for Jetty's transport of HTTP/1.1 because only that one is asked whether the field values Jetty
   * knows are to be taken as they were sent; the choice is the dynamic one's.
   */
  private static final class Transport extends HttpClientTransportOverHTTP {
    private final HttpClientTransportDynamic versions;

    Transport(ClientConnector connector, ClientConnectionFactory.Info... versions) {
      super(connector);
      this.versions = new HttpClientTransportDynamic(connector, versions);
      for (ClientConnectionFactory.Info version : versions) {
        installBean(version);
      }
      setHeaderCacheCaseSensitive(true);
      setHeaderCacheSize(0); // a table of 100 KB for each connection, to spare a few strings
    }

    @Override
    public void setHttpClient(HttpClient client) {
      super.setHttpClient(client);
      versions.setHttpClient(client);
    }

    @Override
    public Origin newOrigin(Request request) {
      return versions.newOrigin(request);
    }

    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context)
        throws IOException {
      // Jetty would begin with the first version there is when a server knows no ALPN.
      if (context.get(Destination.CONTEXT_KEY) instanceof Destination destination
          && destination.getOrigin().getProtocol().isNegotiate()) {
        context.putIfAbsent(ClientConnector.APPLICATION_PROTOCOL_CONTEXT_KEY, "http/1.1");
      }
      return versions.newConnection(endPoint, context);
    }
  }

  /** HTTP/1.1 on endpoints that know their upstream's manners. */
  private final class Http1 extends ClientConnectionFactory.Info {
    Http1() {
      super(
          new HttpClientConnectionFactory() {
            @Override
            public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
              var own = new UpstreamEndPoint(endPoint);
              connections.add(own);
              return super.newConnection(own, context);
            }
          });
    }

    @Override
    public List<String> getProtocols(boolean secure) {
      return List.of("http/1.1");
    }
  }
}
