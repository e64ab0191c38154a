package tollgate.runtime.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.WireReply;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Makes an exchange of every request and hands it to the service its path belongs to. Runs on the
 * request's virtual thread from the first to the last byte; the only place where Jetty's callback
 * of a request is completed.
 */
final class GatewayHandler extends Handler.Abstract {

  /** More fields than any client sends; a head of the allowed length could hold ten thousand. */
  static final int MAX_FIELDS = 1_000;

  private final PathTable paths;
  private final ListenerSettings.Bounds bounds;
  private final Crowd<String> crowd;
  private final WatchSweep sweep = new WatchSweep();
  private final JettyExchange.Surroundings surroundings;
  private final Set<JettyExchange> running = ConcurrentHashMap.newKeySet();
  private final CountDownLatch emptied = new CountDownLatch(1);
  private volatile boolean draining;

  GatewayHandler(PathTable paths, ListenerSettings settings, SocketDoor door) {
    this.paths = paths;
    this.bounds = settings.bounds();
    this.crowd = new Crowd<>(bounds.ofOneClient());
    this.surroundings =
        new JettyExchange.Surroundings(
            sweep, door, new ForwardedClient(settings.proxies()), bounds.body());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new JettyExchange(request, response, callback, surroundings);
    // A silent upstream is no reason to give a client up; a write that nobody takes still fails.
    request.addIdleTimeoutListener(silent -> false);
    running.add(exchange);
    boolean counted = !exchange.local() && crowd.enter(exchange.peer());
    try {
      serve(exchange, counted || exchange.local());
    } finally {
      if (counted) {
        crowd.leave(exchange.peer());
      }
      exchange.end();
      running.remove(exchange);
      if (draining && running.isEmpty()) {
        emptied.countDown();
      }
      complete(exchange, callback);
    }
    return true;
  }

  private void serve(JettyExchange exchange, boolean hasRoom) {
    try {
      Optional<ProblemReport> problem = objectionTo(exchange, hasRoom);
      if (problem.isPresent()) {
        refuse(exchange, problem.get());
        return;
      }
      service(exchange).serve(exchange);
      if (!isAnswered(exchange)) {
        throw new IllegalStateException("the service returned without an answer");
      }
    } catch (ClientGone gone) {
      exchange.sink().abort();
    } catch (ProblemException problem) {
      refuse(exchange, problem.report());
    } catch (RuntimeException | Error bug) {
      String id = Long.toHexString(ThreadLocalRandom.current().nextLong() >>> 16);
      Events.log(
          AccessEvent.LISTENER_ERROR,
          "method",
          exchange.method(),
          "path",
          exchange.path(),
          "id",
          id,
          "err",
          bug);
      refuse(exchange, GatewayProblem.GATEWAY_BUG.report().at(id));
    }
  }

  private static boolean isAnswered(JettyExchange exchange) {
    return exchange.upgraded() || exchange.jettySink().ended() || exchange.jettySink().aborted();
  }

  private Optional<ProblemReport> objectionTo(JettyExchange exchange, boolean hasRoom) {
    if (draining) {
      return Optional.of(GatewayProblem.GATEWAY_DRAINING.report());
    }
    if (!hasRoom) {
      return Optional.of(RequestProblem.REQUEST_CROWDED.report(bounds.ofOneClient()));
    }
    if (exchange.fieldCount() > MAX_FIELDS) {
      return Optional.of(
          RequestProblem.REQUEST_HEAD_TOO_LARGE.report(bounds.headBytes(), MAX_FIELDS));
    }
    return PathTable.climbs(exchange.path())
        ? Optional.of(RequestProblem.REQUEST_BAD_HTTP.report("its path contains \".\" or \"..\""))
        : Optional.empty();
  }

  private ExchangeService service(JettyExchange exchange) {
    return paths
        .find(exchange.path())
        .orElseThrow(() ->
            RequestProblem.REQUEST_UNKNOWN_PATH.exception(exchange.method(), exchange.path()));
  }

  /** Answers with a problem where nothing was answered yet, else breaks the reply off. */
  private void refuse(JettyExchange exchange, ProblemReport report) {
    if (exchange.sink().committed()) {
      exchange.sink().abort();
      return;
    }
    WireReply reply =
        report.problem() == RequestProblem.REQUEST_HEAD_TOO_LARGE
            ? ProblemReply.of(431, report)
            : ProblemReply.of(report);
    Events.log(
        AccessEvent.LISTENER_REFUSED,
        "method",
        exchange.method(),
        "path",
        exchange.path(),
        "status",
        reply.status(),
        "code",
        report.problem().code(),
        "client_ip",
        exchange.peer());
    try {
      String length = Integer.toString(reply.body().length);
      exchange
          .sink()
          .head(new ReplyHead(reply.status(), reply.headers().with("content-length", length)));
      exchange.sink().write(ByteBuffer.wrap(reply.body()));
      exchange.sink().end(Headers.none());
    } catch (ClientGone gone) {
      exchange.sink().abort();
    }
  }

  private static void complete(JettyExchange exchange, Callback callback) {
    if (exchange.upgraded()) {
      return; // Jetty does it when the 101 has left
    }
    if (exchange.jettySink().ended()) {
      exchange.takeRest();
      exchange.release();
      callback.succeeded();
    } else {
      callback.failed(new Request.Handler.AbortException("the reply was broken off"));
    }
  }

  /** From now on refuses every new request. */
  void drain() {
    draining = true;
    if (running.isEmpty()) {
      emptied.countDown();
    }
  }

  /** Waits for the requests that were running when {@link #drain} was called. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return emptied.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Requests being served. */
  int running() {
    return running.size();
  }

  /** Breaks off whatever is still being served; gives how many that were. */
  int cutAll() {
    int count = 0;
    for (JettyExchange exchange : running) {
      exchange.cut();
      count++;
    }
    return count;
  }

  void close() {
    sweep.close();
  }
}
