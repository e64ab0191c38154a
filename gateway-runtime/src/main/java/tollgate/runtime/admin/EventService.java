package tollgate.runtime.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.call.CallEvent;
import tollgate.runtime.call.CallFeed;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;
import tollgate.runtime.wire.Protection;

/**
 * Tells what happens while it happens, as server-sent events: calls that start, go on and end, what
 * administrators change, and alerts. A reader that does not keep up loses events and is told how
 * many; no call ever waits for one.
 */
public final class EventService implements ExchangeService {

  /** How long a stream may take to notice that it is to end. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** After so many looks without an event a comment keeps what stands between from giving up. */
  private static final int QUIET_LOOKS = 60;

  /** How many may listen at once. */
  static final int MOST_READERS = 64;

  /** How many changes a reader may be behind. */
  private static final int BACKLOG = 1_000;

  private final AdminGate gate;
  private final CallFeed feed;
  private final CopyOnWriteArrayList<Stream> readers = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean draining;

  EventService(AdminGate gate, CallFeed feed) {
    this.gate = gate;
    this.feed = feed;
  }

  /** Tells every reader of something an administrator changed. */
  void changed(Json.Obj change) {
    tell("change", change);
  }

  /** Tells every reader of something else. */
  void tell(String name, Json.Obj data) {
    var told = new Told(name, data);
    readers.forEach(reader -> reader.told(told));
  }

  private record Told(String name, Json.Obj data) {}

  /** How many read. */
  int readers() {
    return readers.size();
  }

  /** Ends every stream soon. */
  public void drain() {
    draining = true;
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    Optional<ProblemReport> objection = objection(exchange);
    if (objection.isPresent()) {
      AdminService.send(exchange, AdminService.problem(objection.get()));
      return;
    }
    try {
      if (open.incrementAndGet() > MOST_READERS) {
        AdminService.send(
            exchange,
            AdminService.problem(AccessProblem.ADMIN_TOO_MANY_READERS.report(MOST_READERS)));
        return;
      }
      tell(exchange);
    } finally {
      open.decrementAndGet();
    }
  }

  private Optional<ProblemReport> objection(ClientExchange exchange) {
    return gate.objection(exchange, Access.READ)
        .or(() ->
            exchange.method().equals("GET")
                ? Optional.empty()
                : Optional.of(
                    RequestProblem.REQUEST_UNKNOWN_PATH.report(
                        exchange.method(), exchange.path())));
  }

  private void tell(ClientExchange exchange) throws ClientGone {
    var gone = new AtomicBoolean();
    var stream = new Stream(exchange);
    readers.add(stream);
    try (var watcher = feed.watch();
        var _ = exchange.onClientGone(() -> gone.set(true))) {
      exchange
          .sink()
          .head(
              new ReplyHead(
                  200,
                  Protection.of(
                      Headers.of("content-type", "text/event-stream"), exchange.secure())));
      write(exchange, ": Tollgate tells what happens\n\n");
      stream.runUntil(gone, watcher);
      exchange.sink().end(Headers.none());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      exchange.sink().abort();
    } finally {
      readers.remove(stream);
    }
  }

  private static void write(ClientExchange exchange, String text) throws ClientGone {
    exchange.sink().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** One reader's stream. */
  private final class Stream {
    private final ClientExchange exchange;
    private final Queue<Told> changes = new ArrayBlockingQueue<>(BACKLOG);
    private final LongAdder missed = new LongAdder();
    private long lost;
    private int quiet;

    Stream(ClientExchange exchange) {
      this.exchange = exchange;
    }

    /** From any thread. */
    void told(Told change) {
      if (!changes.offer(change)) {
        missed.increment();
      }
    }

    void runUntil(AtomicBoolean gone, CallFeed.Watcher watcher)
        throws ClientGone, InterruptedException {
      do {
        Optional<CallEvent> call = watcher.next(LOOK);
        quiet++;
        if (call.isPresent()) {
          send(CallEventJson.name(call.get()), CallEventJson.of(call.get()));
        }
        for (Told told = changes.poll(); told != null; told = changes.poll()) {
          send(told.name(), told.data());
        }
        if (watcher.lost() + missed.sum() > lost) {
          lost = watcher.lost() + missed.sum();
          send("lost", Json.object("events", lost));
        }
        if (quiet >= QUIET_LOOKS) {
          quiet = 0;
          write(exchange, ":\n\n");
        }
      } while (!draining && !gone.get());
    }

    private void send(String name, Json.Obj data) throws ClientGone {
      quiet = 0;
      write(exchange, "event: " + name + "\ndata: " + Json.encode(data) + "\n\n");
    }
  }
}
