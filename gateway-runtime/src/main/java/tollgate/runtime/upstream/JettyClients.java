package tollgate.runtime.upstream;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;

/**
 * The HTTP clients: one for every way to connect, shared by the providers that connect so. The one
 * that goes straight and trusts whom Java trusts is always there; the others are made for the first
 * call that needs them and closed when none has for as long as connections are kept, whatever
 * change of the settings is the reason.
 */
final class JettyClients implements AutoCloseable {

  private record Way(OutboundProxy proxy, List<X509Certificate> authorities) {
    static Way of(ProviderConnection connection) {
      return new Way(connection.proxy(), connection.authorities());
    }

    boolean isPlain() {
      return proxy.isNone() && authorities.isEmpty();
    }
  }

  private final UpstreamSettings settings;
  private final JettyClient plain;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Way, Shared> others = new HashMap<>();

  JettyClients(UpstreamSettings settings, @Nullable SSLContext trust) {
    this.settings = settings;
    this.plain = new JettyClient(settings, OutboundProxy.NONE, trust);
  }

  /** The client to connect so with; to be given back. */
  Lease lease(ProviderConnection connection) {
    Way way = Way.of(connection);
    if (way.isPlain()) {
      return new Lease(plain, () -> {});
    }
    lock.lock();
    try {
      Shared shared = others.computeIfAbsent(way, this::open);
      shared.users++;
      return new Lease(shared.client, () -> giveBack(shared));
    } finally {
      lock.unlock();
    }
  }

  private Shared open(Way way) {
    SSLContext trust = way.authorities().isEmpty() ? null : Trust.with(way.authorities());
    return new Shared(new JettyClient(settings, way.proxy(), trust));
  }

  private void giveBack(Shared shared) {
    lock.lock();
    try {
      shared.users--;
      shared.unusedSince = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Closes connections and clients that have been out of use for longer than they are kept. */
  void closeUnused(long now) {
    plain.closeUnused(now);
    lock.lock();
    try {
      others.values().forEach(shared -> shared.client.closeUnused(now));
      others
          .values()
          .removeIf(shared -> {
            boolean unused =
                shared.users == 0 && now - shared.unusedSince >= settings.keepIdle().toNanos();
            if (unused) {
              Thread.ofVirtual()
                  .name("close-client")
                  .start(shared.client::close); // it takes its time
            }
            return unused;
          });
    } finally {
      lock.unlock();
    }
  }

  /** How many clients there are. */
  int size() {
    lock.lock();
    try {
      return 1 + others.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      others.values().forEach(shared -> shared.client.close());
      others.clear();
    } finally {
      lock.unlock();
    }
    plain.close();
  }

  /** A client with those who use it; guarded by the lock. */
  private static final class Shared {
    private final JettyClient client;
    private int users;
    private long unusedSince = System.nanoTime();

    Shared(JettyClient client) {
      this.client = client;
    }
  }

  /** A client that stays open until it is given back. */
  static final class Lease implements AutoCloseable {
    private final JettyClient client;
    private final Runnable giveBack;
    private final AtomicBoolean over = new AtomicBoolean();

    private Lease(JettyClient client, Runnable giveBack) {
      this.client = client;
      this.giveBack = giveBack;
    }

    JettyClient client() {
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
}
