package tollgate.runtime.upstream;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tollgate.api.provider.Exchange;

/**
 * Sends requests to providers: the one way upstream, whether a provider is reached over HTTP or by
 * an exchange of its own. Blocks the call's virtual thread until the reply's head has come.
 *
 * <p>A request is tried again only while nothing of a reply has come: after a failed connection
 * always, else only where the method promises that a second time does no harm.
 */
public final class UpstreamCaller implements AutoCloseable {

  private final UpstreamSettings settings;
  private final Breakers breakers;
  private final JettyClients clients;
  private final DeadlineSweep sweep;
  private final SocketCaller sockets;

  /** Ready to send; trusts the certificates the Java runtime trusts. */
  public UpstreamCaller(UpstreamSettings settings, Breakers breakers) {
    this(settings, breakers, null);
  }

  UpstreamCaller(UpstreamSettings settings, Breakers breakers, @Nullable SSLContext trust) {
    this.settings = settings;
    this.breakers = breakers;
    this.clients = new JettyClients(settings, trust);
    this.sockets = new SocketCaller(settings, breakers, trust);
    this.sweep = new DeadlineSweep(this::closeUnused);
  }

  private void closeUnused() {
    long now = System.nanoTime();
    clients.closeUnused(now);
    sockets.closeUnused(now);
  }

  /** Which providers are left alone, and which are tried again. */
  public Breakers breakers() {
    return breakers;
  }

  /** The way for WebSockets. */
  public SocketCaller sockets() {
    return sockets;
  }

  /**
   * Sends a request and waits for the reply's head. The reply must be closed.
   *
   * @throws UpstreamFailure when no reply came, for the last try's reason
   */
  public NotedReply send(OpenProvider provider, Exchange.Sending sending, Errand errand)
      throws UpstreamFailure {
    return new UpstreamCall(provider, sending, errand).send(this);
  }

  NotedReply send(
      OpenProvider provider,
      Exchange.Sending sending,
      Deadlines deadlines,
      Cancellation cancellation,
      TryListener tries)
      throws UpstreamFailure {
    return send(provider, sending, Errand.beginning(deadlines, cancellation, tries));
  }

  UpstreamSettings settings() {
    return settings;
  }

  Breaker breaker(OpenProvider provider) {
    return breakers.of(provider.id());
  }

  /** A try that has not begun: by the provider's own exchange, or over HTTP. */
  Attempt attempt(
      OpenProvider provider, Exchange.Sending sending, Deadlines deadlines, long totalEnd) {
    return provider
        .provider()
        .exchange()
        .<Attempt>map(own -> new ForeignAttempt(provider.id(), own, sending, deadlines, totalEnd))
        .orElseGet(() -> overHttp(provider, sending, deadlines, totalEnd));
  }

  private Attempt overHttp(
      OpenProvider provider, Exchange.Sending sending, Deadlines deadlines, long totalEnd) {
    ClientLease<JettyClient> lease = clients.lease(provider.config().connection());
    try {
      return new HttpAttempt(lease, lease.client().request(provider, sending), deadlines, totalEnd);
    } catch (RuntimeException unsendable) {
      lease.close();
      throw unsendable;
    }
  }

  /** Watches a try until it is let go of. */
  Runnable watch(Attempt attempt, Cancellation cancellation) {
    Runnable stop = () -> attempt.giveUp(new Cancelled());
    sweep.add(attempt);
    cancellation.onCancel(stop);
    return () -> {
      sweep.remove(attempt);
      cancellation.forget(stop);
    };
  }

  /** Gives up whatever still runs and closes every connection. */
  @Override
  public void close() {
    sweep.close();
    sockets.close();
    clients.close();
  }
}
