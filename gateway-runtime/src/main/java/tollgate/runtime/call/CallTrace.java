package tollgate.runtime.call;

import java.time.Instant;
import java.util.List;
import tollgate.api.call.Identity;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.State;

/**
 * A call that is over, as those are told who follow calls through several programs.
 *
 * @param callId names it
 * @param parent what the client said of the trace it is part of; empty where it said nothing
 * @param at when it arrived
 * @param totalNanos how long it took
 * @param firstByteNanos until the first byte of the reply; negative where none came
 * @param request what was asked for
 * @param served what came of it
 * @param attempts the tries at upstreams, in order
 */
public record CallTrace(
    String callId,
    Parent parent,
    Instant at,
    long totalNanos,
    long firstByteNanos,
    Request request,
    Served served,
    List<Attempt> attempts) {

  /** The fields {@code traceparent} and {@code tracestate} of W3C Trace Context. */
  public record Parent(String traceparent, String tracestate) {

    /** The client said nothing. */
    public static final Parent NONE = new Parent("", "");
  }

  /**
   * What was asked for.
   *
   * @param type the kind of the provider, the id of its plugin; empty where it was not routed
   */
  public record Request(
      Identity identity,
      String dialect,
      String path,
      String provider,
      String type,
      String model,
      boolean streamed) {}

  /**
   * What came of it.
   *
   * @param status the status that the client got
   * @param error the code of what went wrong; empty where nothing did
   * @param model the model that served, as the provider names it; empty where it did not
   * @param usd the known cost in dollars; empty where it is not known
   */
  public record Served(
      State state, int status, String error, String model, TokenCounts tokens, String usd) {}

  /** A trace never changes. */
  public CallTrace {
    attempts = List.copyOf(attempts);
  }
}
