package tollgate.runtime.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.wire.ClientExchange;

/**
 * Looks after one request's client. On HTTP/1.1 the connection's {@link ReadAhead} is asked, once
 * the body is read and the request is no longer young; on HTTP/2 Jetty itself tells.
 */
final class ClientWatch {

  private final Request request;
  private final WatchSweep sweep;
  private final @Nullable ReadAhead readAhead;
  private final List<Action> actions = new ArrayList<>(1);
  private final long since = System.nanoTime();
  private boolean listening;
  private boolean armed;
  private boolean gone;
  private boolean over;

  ClientWatch(Request request, WatchSweep sweep) {
    this.request = request;
    this.sweep = sweep;
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    boolean shared = request.getConnectionMetaData().getHttpVersion().getVersion() >= 20;
    this.readAhead = !shared && endPoint instanceof ReadAhead own ? own : null;
    if (readAhead != null) {
      readAhead.requestBegins();
    }
  }

  /** The request is over, body and reply: the connection's next bytes begin another one. */
  void release() {
    if (readAhead != null) {
      readAhead.requestEnds();
    }
  }

  /** Runs an action when the client leaves. */
  ClientExchange.Watch add(Runnable task) {
    var action = new Action(task);
    boolean late;
    synchronized (this) {
      late = gone;
      if (!late && !over) {
        actions.add(action);
        listen();
      }
    }
    if (late) {
      action.start();
    }
    return action;
  }

  private void listen() {
    if (listening) {
      return;
    }
    listening = true;
    if (readAhead != null) {
      sweep.add(this);
    } else {
      request.addFailureListener(failure -> {
        // The connection's idle time-out is reported here as well; the client is still there.
        if (!(failure instanceof TimeoutException)) {
          clientGone();
        }
      });
    }
  }

  /** When the request began; the sweep leaves young ones alone. */
  long since() {
    return since;
  }

  /** Begins to read ahead; called by the sweep. */
  void arm() {
    synchronized (this) {
      if (over || gone || readAhead == null) {
        return;
      }
      armed = true;
    }
    readAhead.watch(this::clientGone);
    synchronized (this) {
      if (over) {
        readAhead.unwatch();
      }
    }
  }

  /** The client is gone, or treated as if it were: starts every action. Never blocks. */
  void clientGone() {
    List<Action> due;
    synchronized (this) {
      if (gone || over) {
        return;
      }
      gone = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Action::start);
  }

  /** The request is answered: what the client does from now on does not concern it. */
  void end() {
    boolean listed;
    boolean unwatch;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      listed = listening && !armed;
      unwatch = armed;
      actions.clear();
    }
    if (listed) {
      sweep.remove(this);
    }
    if (unwatch && readAhead != null) {
      readAhead.unwatch();
    }
  }

  /** One action and whether it has started or must not any more. */
  private static final class Action implements ClientExchange.Watch {
    private static final int WAITING = 0;
    private static final int STARTED = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger(WAITING);
    private final Runnable task;

    Action(Runnable task) {
      this.task = task;
    }

    void start() {
      Thread.ofVirtual()
          .name("client-gone")
          .start(() -> {
            if (state.compareAndSet(WAITING, STARTED)) {
              task.run();
            }
          });
    }

    @Override
    public void close() {
      state.compareAndSet(WAITING, CLOSED);
    }
  }
}
