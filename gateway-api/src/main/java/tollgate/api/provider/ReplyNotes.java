package tollgate.api.provider;

import java.time.Duration;
import java.util.List;
import tollgate.api.quota.QuotaWindow;

/**
 * What a reply's head tells beside the reply.
 *
 * @param account the upstream credential that served, empty when not told
 * @param upstreamId the upstream's own id of the request, empty when not told
 * @param windows quota windows told in passing
 * @param fault what the status means for the upstream's health
 * @param retryAfter how long the upstream asks to be left alone; zero when it does not
 * @since 1.0
 */
public record ReplyNotes(
    String account,
    String upstreamId,
    List<QuotaWindow> windows,
    Fault fault,
    Duration retryAfter) {

  /** What a reply says about the health of the upstream. */
  public enum Fault {
    /** The upstream is well, even where it refuses this one request. */
    NONE,
    /** Too much asked of it at the moment; another credential or provider may do. */
    LIMITED,
    /** The gateway's own credential is refused. */
    CREDENTIAL,
    /** The upstream is broken; counts for its breaker. */
    BROKEN
  }

  /** Notes that never change. */
  public ReplyNotes {
    windows = List.copyOf(windows);
  }

  /** Nothing told. */
  public static final ReplyNotes NONE =
      new ReplyNotes("", "", List.of(), Fault.NONE, Duration.ZERO);
}
