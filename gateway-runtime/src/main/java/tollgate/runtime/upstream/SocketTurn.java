package tollgate.runtime.upstream;

import java.util.Optional;

/**
 * One turn on a provider's WebSocket as its breaker and its deadlines see it. Used by the turn's
 * thread.
 */
public final class SocketTurn {

  private final Breaker.Pass pass;
  private final Deadlines deadlines;
  private final long totalEnd;
  private UpstreamTimeout.Kind waitingFor = UpstreamTimeout.Kind.HEAD;
  private long waitEnd;

  SocketTurn(Breaker.Pass pass, Deadlines deadlines) {
    this.pass = pass;
    this.deadlines = deadlines;
    this.totalEnd = Attempt.endOf(deadlines.total());
    this.waitEnd = Attempt.endOf(deadlines.head());
  }

  /** Something of the answer has come. */
  public void heard() {
    if (waitingFor == UpstreamTimeout.Kind.HEAD) {
      waitingFor = UpstreamTimeout.Kind.IDLE;
      pass.answered();
    }
    waitEnd = Attempt.endOf(deadlines.idle());
  }

  /** When to look for {@link #overdue} again, by {@link System#nanoTime}. */
  public long nextDeadline() {
    if (totalEnd == Attempt.NEVER || waitEnd == Attempt.NEVER) {
      return Math.min(totalEnd, waitEnd);
    }
    return totalEnd - waitEnd < 0 ? totalEnd : waitEnd;
  }

  /** What has taken too long, if anything has. */
  public Optional<UpstreamFailure> overdue() {
    long now = System.nanoTime();
    if (totalEnd != Attempt.NEVER && now - totalEnd >= 0) {
      return Optional.of(new UpstreamTimeout(UpstreamTimeout.Kind.TOTAL, deadlines.total()));
    }
    if (waitEnd != Attempt.NEVER && now - waitEnd >= 0) {
      return Optional.of(
          new UpstreamTimeout(
              waitingFor,
              waitingFor == UpstreamTimeout.Kind.HEAD ? deadlines.head() : deadlines.idle()));
    }
    return Optional.empty();
  }

  /** The turn came to its end. */
  public void succeeded() {
    pass.succeeded();
  }

  /** The provider failed it. */
  public void failed() {
    pass.failed();
  }

  /** It ended for a reason that says nothing about the provider; no word after another verdict. */
  public void dropped() {
    pass.dropped();
  }
}
