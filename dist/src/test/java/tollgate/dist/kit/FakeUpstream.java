package tollgate.dist.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A provider that does what a test tells it: answers by {@link Script}s, keeps what it received and
 * notices when the gateway closes a connection. Listens on loopback at a free port.
 */
public final class FakeUpstream implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Received> received = new ArrayList<>();
  private final Deque<Script> next = new ArrayDeque<>();
  private volatile Script script = Scripts.status(404, "no script");
  private volatile boolean early;

  private FakeUpstream(ServerSocket server) {
    this.server = server;
  }

  /** Starts a provider that answers 404 until it is told better. */
  public static FakeUpstream start() throws IOException {
    var upstream = new FakeUpstream(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("fake-upstream").start(upstream::accept);
    return upstream;
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What it does with every request from now on. */
  public FakeUpstream answers(Script answer) {
    early = false;
    script = answer;
    return this;
  }

  /** As {@link #answers}, but the body of a request is not read before it is answered. */
  public FakeUpstream answersHeads(Script answer) {
    early = true;
    script = answer;
    return this;
  }

  /** What it does with the next request only; several queue up. */
  public synchronized FakeUpstream answersNext(Script answer) {
    next.add(answer);
    return this;
  }

  /** What it received so far, in order. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** What it received so far and matches. */
  public List<Received> received(Predicate<Received> wanted) {
    return received().stream().filter(wanted).toList();
  }

  /** The last request it received. */
  public Received last() {
    return received().getLast();
  }

  /** How many connections were opened to it. */
  public int connections() {
    return connections.get();
  }

  /** Forgets what it received and what it was told. */
  public synchronized void reset() {
    next.clear();
    answers(Scripts.status(404, "no script"));
    synchronized (received) {
      received.clear();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().name("fake-upstream-" + number).start(() -> serve(socket, number));
      } catch (IOException closed) {
        // The one way to end a blocking accept is to close the server socket.
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      Inbox inbox = Inbox.of(socket);
      var leg = new Leg(socket, inbox);
      boolean more = true;
      while (more) {
        more = serveOne(number, inbox, leg) && leg.open();
      }
    } catch (IOException gatewayLeft) {
      // What that means is for the test to say: it asks the leg or the rows.
      return;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private boolean serveOne(int number, Inbox inbox, Leg leg)
      throws IOException, InterruptedException {
    Optional<Head> head = Head.read(inbox);
    if (head.isEmpty()) {
      return false;
    }
    Received request = early ? headOnly(number, head.get()) : read(number, head.get(), inbox, leg);
    synchronized (received) {
      received.add(request);
    }
    pick().play(request, leg);
    return request.complete();
  }

  private static Received headOnly(int number, Head head) {
    return new Received(number, head, new byte[0], false, System.nanoTime());
  }

  private static Received read(int number, Head head, Inbox inbox, Leg leg) throws IOException {
    if (head.first("expect").isPresent()) {
      leg.head(100, List.of());
    }
    BodyStream body = BodyStream.ofRequest(head, inbox);
    byte[] bytes = body.rest();
    return new Received(number, head, bytes, body.clean(), System.nanoTime());
  }

  private synchronized Script pick() {
    Script first = next.poll();
    return first == null ? script : first;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
