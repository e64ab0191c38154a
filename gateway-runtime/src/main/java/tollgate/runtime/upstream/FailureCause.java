package tollgate.runtime.upstream;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.RetryableRequestException;

/** What an exception of the HTTP client means, in words for a person. */
record FailureCause(Throwable cause) {

  /** What is wrong where a proxy says no. */
  static final String REFUSED = "it is not let through";

  static FailureCause of(Throwable cause) {
    return new FailureCause(cause);
  }

  /** Whether the upstream says that it has not looked at the request. */
  boolean notProcessed() {
    return cause instanceof RetryableRequestException
        || String.valueOf(cause.getMessage()).contains("refused_stream");
  }

  /**
   * The failure to report.
   *
   * @param begun whether a connection stood
   * @param answered whether a reply's head had come
   * @param via what stood between, as the end of a sentence; empty for nothing
   */
  UpstreamFailure explain(boolean begun, boolean answered, String via) {
    if (cause instanceof UpstreamFailure known) {
      return known;
    }
    boolean handshake = !answered && cause instanceof SSLException;
    if (!begun || handshake) {
      return new UpstreamUnreachable(words(begun) + via, cause);
    }
    String when = answered ? " within the reply" : " before a reply came";
    return new UpstreamBroke(words(begun) + when, cause);
  }

  private String words(boolean begun) {
    return switch (cause) {
      case UnknownHostException e -> "there is no host " + e.getMessage();
      case UnresolvedAddressException _ -> "its host name cannot be resolved";
      case ConnectException e -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      case SSLException e -> "TLS failed: " + e.getMessage();
      case HttpResponseException e when !begun ->
          REFUSED + " (" + e.getResponse().getStatus() + ")";
      case HttpResponseException _ -> "it does not speak HTTP as expected";
      case EOFException _, ClosedChannelException _ -> "it closed the connection";
      case RejectedExecutionException _ -> "too many connections to it are open";
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}
