package tollgate.runtime.upstream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.problem.ProblemReport;

/**
 * Why an upstream gave no reply, or no whole one. Every kind there is stands in the {@code permits}
 * clause, so that a {@code switch} needs no default.
 */
public abstract sealed class UpstreamFailure extends IOException
    permits UpstreamUnreachable, UpstreamTimeout, UpstreamBroke, BreakerOpen, Cancelled {

  private static final long serialVersionUID = 1L;

  private final String message;

  UpstreamFailure(String message) {
    super(message);
    this.message = message;
  }

  UpstreamFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public final String getMessage() {
    return message;
  }

  /** Whether it is certain that nothing of the request has left: it costs nothing to try again. */
  public final boolean nothingSent() {
    return switch (this) {
      case UpstreamUnreachable _, BreakerOpen _ -> true;
      case UpstreamTimeout timeout -> timeout.kind() == UpstreamTimeout.Kind.CONNECT;
      case UpstreamBroke _, Cancelled _ -> false;
    };
  }

  /** What to tell the client and the operator, naming the provider. */
  public abstract ProblemReport report(String provider);
}
