package tollgate.runtime.upstream;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;

/**
 * Clients of one kind, one for every way to connect, shared by the providers that connect so. A
 * client is made when it is first needed and closed when nobody has needed it for as long as
 * connections are kept, whatever change of the settings is the reason.
 */
final class SharedClients<C extends SharedClients.Client> implements AutoCloseable {

  /** What is shared. */
  interface Client extends AutoCloseable {
    @Override
    void close();
  }

  /** A way to connect. */
  record Way(OutboundProxy proxy, List<X509Certificate> authorities) {
    static Way of(ProviderConnection connection) {
      return new Way(connection.proxy(), connection.authorities());
    }

    /** Whether it goes straight and trusts whom Java trusts. */
    boolean isPlain() {
      return proxy.isNone() && authorities.isEmpty();
    }

    /** Whom to trust; null for those whom Java trusts. */
    @Nullable SSLContext trust() {
      return authorities.isEmpty() ? null : Trust.with(authorities);
    }
  }

  private final Function<Way, C> opening;
  private final long keptNanos;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Way, Shared<C>> clients = new HashMap<>();

  SharedClients(UpstreamSettings settings, Function<Way, C> opening) {
    this.opening = opening;
    this.keptNanos = settings.keepIdle().toNanos();
  }

  /** The client for a way; to be given back. */
  ClientLease<C> lease(Way way) {
    lock.lock();
    try {
      Shared<C> shared = clients.computeIfAbsent(way, one -> new Shared<>(opening.apply(one)));
      shared.users++;
      return new ClientLease<>(shared.client, () -> giveBack(shared));
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Shared<C> shared) {
    lock.lock();
    try {
      shared.users--;
      shared.unusedSince = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Does something with each. */
  void each(Consumer<C> action) {
    lock.lock();
    try {
      clients.values().forEach(shared -> action.accept(shared.client));
    } finally {
      lock.unlock();
    }
  }

  /** Closes those that have been out of use for longer than connections are kept. */
  void closeUnused(long now) {
    lock.lock();
    try {
      clients
          .values()
          .removeIf(shared -> {
            boolean unused = shared.users == 0 && now - shared.unusedSince >= keptNanos;
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

  /** How many there are. */
  int size() {
    lock.lock();
    try {
      return clients.size();
    } finally {
      lock.unlock();
    }
  }

  /** Closes all of them, in use or not. */
  @Override
  public void close() {
    lock.lock();
    try {
      clients.values().forEach(shared -> shared.client.close());
      clients.clear();
    } finally {
      lock.unlock();
    }
  }

  /** A client with those who use it; guarded by the lock. */
  private static final class Shared<C> {
    private final C client;
    private int users;
    private long unusedSince = System.nanoTime();

    Shared(C client) {
      this.client = client;
    }
  }
}
