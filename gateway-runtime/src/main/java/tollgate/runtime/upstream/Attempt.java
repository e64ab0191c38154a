package tollgate.runtime.upstream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tollgate.api.provider.ExchangeReply;

/**
 * One try to get a reply from a provider: first the wait for its head, then the reply itself. One
 * thread, the call's, sends and reads; the sweep of deadlines and a {@link Cancellation} may give
 * it up from theirs. The first reason to give up is the one that counts.
 */
abstract class Attempt implements ExchangeReply {

  static final long NEVER = Long.MAX_VALUE;

  private final Deadlines deadlines;
  private final long totalEnd;
  private final AtomicReference<@Nullable UpstreamFailure> reason = new AtomicReference<>();

  // What the call's thread waits for and until when; read by the sweep. The end is written last.
  private UpstreamTimeout.Kind waitingFor = UpstreamTimeout.Kind.CONNECT;
  private volatile long waitEnd = NEVER;

  /**
   * @param totalEnd when the call as a whole must be over, by {@link System#nanoTime}; {@link
   *     #NEVER} for no limit
   */
  Attempt(Deadlines deadlines, long totalEnd) {
    this.deadlines = deadlines;
    this.totalEnd = totalEnd;
  }

  /** The time a span from now ends at. */
  static long endOf(Duration span) {
    return span.isZero() ? NEVER : System.nanoTime() + span.toNanos();
  }

  /** Begins a wait with the deadline for it. */
  final void waitFor(UpstreamTimeout.Kind kind) {
    waitingFor = kind;
    waitEnd = endOf(limitOf(kind));
  }

  /** The wait is over; only the call as a whole can still take too long. */
  final void waitOver() {
    waitEnd = NEVER;
  }

  private Duration limitOf(UpstreamTimeout.Kind kind) {
    return switch (kind) {
      case CONNECT -> deadlines.connect();
      case HEAD -> deadlines.head();
      case FIRST_BYTE -> deadlines.firstByte();
      case IDLE -> deadlines.idle();
      case TOTAL -> deadlines.total();
    };
  }

  /** Gives up if a deadline has passed; called by the sweep. */
  final void check(long now) {
    if (totalEnd != NEVER && now - totalEnd >= 0) {
      giveUp(new UpstreamTimeout(UpstreamTimeout.Kind.TOTAL, deadlines.total()));
      return;
    }
    long end = waitEnd;
    if (end != NEVER && now - end >= 0) {
      UpstreamTimeout.Kind kind = waitingFor;
      giveUp(new UpstreamTimeout(kind, limitOf(kind)));
    }
  }

  /** Gives up, from any thread: whoever waits gets the failure. Never blocks. */
  final void giveUp(UpstreamFailure why) {
    if (reason.compareAndSet(null, why)) {
      breakOff(why);
    }
  }

  /** Why it was given up, if it was. */
  final @Nullable UpstreamFailure reason() {
    return reason.get();
  }

  final void throwIfGivenUp() throws UpstreamFailure {
    UpstreamFailure why = reason.get();
    if (why != null) {
      throw why;
    }
  }

  /** Sends the request and waits for the reply's head. */
  abstract void send() throws UpstreamFailure;

  /** Whether a connection stood and the request began to leave by it. */
  boolean begun() {
    return false;
  }

  /**
   * Whether the upstream cannot have seen a whole request, although a connection stood: it may be
   * sent again, whatever its method.
   */
  boolean nothingReceived() {
    return false;
  }

  /** Breaks the upstream's side off and wakes whoever waits for it. Called once. */
  abstract void breakOff(UpstreamFailure why);

  @Override
  public abstract @Nullable ByteBuffer read() throws UpstreamFailure;
}
