package tollgate.runtime.upstream;

import java.time.Duration;
import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;

/**
 * Asks a provider something harmless, to see whether it can be reached and takes the gateway's
 * credential. Goes the way of a call, its breaker included, and costs nothing.
 */
public final class ProviderTrial {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Deadlines DEADLINES =
      new Deadlines(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);

  private final UpstreamCaller upstream;

  /**
   * What came of it.
   *
   * @param target what was asked for
   * @param status the reply's status, 0 where none came
   * @param took until the reply's head came or it was certain that none would
   * @param trouble why no reply came; empty when one did
   * @param date the reply's {@code Date} as it came; empty where it has none
   */
  public record Result(String target, int status, Duration took, String trouble, String date) {

    private static Result of(String target, ReplyHead head, Duration took) {
      return new Result(target, head.status(), took, "", head.headers().first("date"));
    }

    private static Result none(String target, Duration took, String trouble) {
      return new Result(target, 0, took, trouble, "");
    }

    /** Whether there was a reply, whatever it said. */
    public boolean isReached() {
      return status > 0;
    }

    /** Whether there was a reply that does not turn the credential down. */
    public boolean isLetIn() {
      return isReached() && status != 401 && status != 403;
    }
  }

  /** Trials over these connections. */
  public ProviderTrial(UpstreamCaller upstream) {
    this.upstream = upstream;
  }

  /** Asks with a GET for a path; blocks until the reply's head has come, for 15 s at most. */
  public Result ask(OpenProvider provider, String path) {
    long from = System.nanoTime();
    String target = path;
    try {
      Exchange.Sending sending = dress(provider, path);
      target = sending.target();
      var errand = Errand.beginning(DEADLINES, new Cancellation(), TryListener.NONE);
      try (var reply = upstream.send(provider, sending, errand)) {
        return Result.of(target, reply.head(), since(from));
      }
    } catch (UpstreamFailure failure) {
      return Result.none(target, since(from), failure.report(provider.id()).what());
    } catch (RuntimeException fault) {
      return Result.none(target, since(from), String.valueOf(fault.getMessage()));
    }
  }

  /**
   * Asks with a GET for a path, once and whatever the breaker says; it learns nothing of it. Blocks
   * until the reply's head has come, for so long at most.
   */
  public Result reach(OpenProvider provider, String path, Duration patience) {
    long from = System.nanoTime();
    var deadlines = new Deadlines(patience, patience, patience, patience, patience);
    String target = path;
    try {
      Exchange.Sending sending = dress(provider, path);
      target = sending.target();
      Attempt attempt = upstream.attempt(provider, sending, deadlines, Attempt.endOf(patience));
      Runnable letGo = upstream.watch(attempt, new Cancellation());
      try (attempt) {
        attempt.send();
        return Result.of(target, attempt.head(), since(from));
      } finally {
        letGo.run();
      }
    } catch (UpstreamFailure failure) {
      return Result.none(target, since(from), failure.report(provider.id()).what());
    } catch (RuntimeException fault) {
      return Result.none(target, since(from), String.valueOf(fault.getMessage()));
    }
  }

  private static Exchange.Sending dress(OpenProvider provider, String path) {
    var head = new ClientHead("GET", path, "", Headers.of("accept", "application/json"));
    var facts = RequestFacts.of(DialectId.NONE).billable(false).build();
    OutboundRequest request = provider.provider().prepare(new OutboundCall(head, facts, ""));
    var fields = new Headers[] {request.headers()};
    provider.headers().forEach((name, value) -> fields[0] = fields[0].with(name, value));
    return new Exchange.Sending("GET", request.target(), fields[0], List.of());
  }

  private static Duration since(long from) {
    return Duration.ofNanos(System.nanoTime() - from);
  }
}
