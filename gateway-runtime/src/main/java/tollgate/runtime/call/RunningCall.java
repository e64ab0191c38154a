package tollgate.runtime.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.CallId;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.ProblemReport;

/**
 * A call under way as an onlooker sees it. The call's own thread writes what each stage found out;
 * any thread may read, or ask the call to stop.
 */
public final class RunningCall {

  /** How far a call has come. */
  public enum Stage {
    READING,
    ADMITTING,
    DISPATCHED,
    STREAMING,
    SETTLING
  }

  /** When the upstream of a call that is to end is cancelled, whatever it still sends. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          200, TimeUnit.MILLISECONDS, Executors.newVirtualThreadPerTaskExecutor());

  private final CallId id;
  private final Instant arrivedAt;
  private final String method;
  private final String path;
  private final String peer;
  private volatile Ask asked = Ask.NOTHING;
  private volatile ProblemReport why = CallProblem.CALL_STOPPED.report();
  private volatile Stage stage = Stage.READING;
  private volatile Identity identity = Identity.UNKNOWN;
  private volatile RequestFacts facts = RequestFacts.unread();
  private volatile String key = "";
  private volatile CallOpening.Decided decided = CallOpening.Decided.NOTHING;
  private volatile String provider = "";
  private volatile String model = "";
  private volatile Usage usage = Usage.UNKNOWN;
  private volatile List<Lease.Left> left = List.of();
  private volatile Optional<Cap> reached = Optional.empty();
  private final CallTrace.Parent parent;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private Runnable cancel = () -> {};

  /** What has been asked of the call from outside. */
  enum Ask {
    NOTHING,
    /** It is to be ended: the operator wants it, or a cap is reached. */
    STOP,
    /** Its client has left. */
    CLIENT_LEFT
  }

  RunningCall(Arrival arrival) {
    id = arrival.id();
    arrivedAt = arrival.at();
    method = arrival.head().method();
    path = arrival.head().path();
    peer = arrival.peer();
    var fields = arrival.head().headers();
    parent = new CallTrace.Parent(fields.first("traceparent"), fields.first("tracestate"));
  }

  /** The trace that the client says it is part of. */
  CallTrace.Parent parent() {
    return parent;
  }

  void tried(Attempt attempt) {
    attempts.add(attempt);
  }

  /** The tries at upstreams so far. */
  List<Attempt> attempts() {
    return attempts;
  }

  /**
   * Asks the call to end: its stream is ended in its dialect, its upstream cancelled, its row
   * settled with what was used.
   */
  public void stop() {
    ask(Ask.STOP);
  }

  /**
   * The same for a reason of the gateway's own. The event under way is let through; its upstream is
   * given a moment for the rest of it.
   */
  void end(ProblemReport reason) {
    synchronized (this) {
      if (asked != Ask.NOTHING) {
        return;
      }
      why = reason;
      asked = Ask.STOP;
    }
    LATER.execute(this::wake);
  }

  /** The same at a cap. */
  void endAt(Cap cap) {
    reached = Optional.of(cap);
    end(BudgetWords.reached(cap));
  }

  /** The cap at which it was to end, if one was. */
  Optional<Cap> reached() {
    return reached;
  }

  /** What caps leave that turned it away. */
  void left(List<Lease.Left> ofEach) {
    left = ofEach;
  }

  /** What caps leave that turned it away; none where none did. */
  List<Lease.Left> left() {
    return left;
  }

  void clientLeft() {
    ask(Ask.CLIENT_LEFT);
  }

  /** Why it is to be ended. */
  ProblemReport why() {
    return why;
  }

  private void wake() {
    Runnable action;
    synchronized (this) {
      action = cancel;
    }
    action.run();
  }

  private void ask(Ask what) {
    Runnable wake;
    synchronized (this) {
      if (asked != Ask.NOTHING) {
        return;
      }
      asked = what;
      wake = cancel;
    }
    wake.run();
  }

  Ask asked() {
    return asked;
  }

  /**
   * Says how to wake the call from waiting for its upstream; runs at once if it was asked already.
   */
  void cancelBy(Runnable action) {
    boolean late;
    synchronized (this) {
      cancel = action;
      late = asked != Ask.NOTHING;
    }
    if (late) {
      action.run();
    }
  }

  void identified(Identity who, RequestFacts read) {
    identity = who;
    facts = read;
    model = read.model();
    stage = Stage.ADMITTING;
  }

  void authenticated(String keyName) {
    key = keyName;
  }

  /** The policies have spoken; a call that is turned away later keeps the record, too. */
  void judged(String generation, String snapshot) {
    decided = new CallOpening.Decided("", "", generation, "", snapshot, Money.ZERO);
  }

  /** What was decided, for the row of a call that is turned away. */
  CallOpening.Decided decided() {
    return decided;
  }

  void routed(String to, String askedModel) {
    provider = to;
    model = askedModel;
  }

  void entered(Stage now) {
    stage = now;
  }

  void used(Usage now) {
    usage = now;
  }

  /** Names the call. */
  public CallId id() {
    return id;
  }

  /** When it arrived. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  /** The request's method. */
  public String method() {
    return method;
  }

  /** The request's path. */
  public String path() {
    return path;
  }

  /** The client's address. */
  public String peer() {
    return peer;
  }

  /** How far it has come. */
  public Stage stage() {
    return stage;
  }

  /** Who calls, as far as it is known yet. */
  public Identity identity() {
    return identity;
  }

  /** What was read of the request, as far as it is known yet. */
  public RequestFacts facts() {
    return facts;
  }

  /** The managed key's name, empty when there is none. */
  public String key() {
    return key;
  }

  /** Where it goes, empty while that is not decided. */
  public String provider() {
    return provider;
  }

  /** The model asked for, after routing. */
  public String model() {
    return model;
  }

  /** What it has used so far. */
  public Usage usage() {
    return usage;
  }
}
