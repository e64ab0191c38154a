package tollgate.runtime.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.relay.Tally;
import tollgate.runtime.upstream.BreakerOpen;
import tollgate.runtime.upstream.UpstreamFailure;
import tollgate.runtime.upstream.UpstreamTimeout;

/** What the log tells of one call on its upstream leg. */
final class LegEvents {

  private final FundedCall funded;
  private final String path;
  private final String provider;

  LegEvents(FundedCall funded) {
    this.funded = funded;
    this.path = funded.call().arrival().head().path();
    this.provider = funded.routed().provider().id();
  }

  void headCame(ReplyHead head, long millis) {
    if (Events.writes(LifecycleEvent.PASSTHROUGH_UPSTREAM_HEADERS)) {
      Events.log(
          LifecycleEvent.PASSTHROUGH_UPSTREAM_HEADERS,
          "path",
          path,
          "provider",
          provider,
          "status",
          head.status(),
          "content_type",
          head.mediaType(),
          "latency_ms",
          millis);
    }
  }

  /**
   * The first bytes have come.
   *
   * @param headMillis when the head had come, counted from the call's arrival
   */
  void firstChunk(long headMillis) {
    if (funded.call().facts().streaming()
        && Events.writes(LifecycleEvent.PASSTHROUGH_STREAM_FIRST_CHUNK)) {
      long now = elapsedMillis();
      Events.log(
          LifecycleEvent.PASSTHROUGH_STREAM_FIRST_CHUNK,
          "path",
          path,
          "provider",
          provider,
          "latency_ms",
          now - headMillis,
          "upstream_latency_ms",
          now);
    }
  }

  /** No try got an answer, and there will be no further one. */
  void unanswered(UpstreamFailure failure) {
    if (failure instanceof BreakerOpen open) {
      long seconds = open.retryAfter().toSeconds();
      Events.log(
          ProviderEvent.UPSTREAM_BREAKER_REJECT,
          "provider",
          provider,
          "retry_after_seconds",
          seconds);
      return;
    }
    Events.log(
        ProviderEvent.UPSTREAM_ERROR,
        "code",
        failure.report(provider).problem().code(),
        "provider",
        provider,
        "cause",
        said(failure),
        "retrying",
        false);
  }

  /** The upstream failed in the midst of its reply. */
  void broke(IOException cause, Tally tally) {
    List<Object> fields = new ArrayList<>(List.of("path", path, "provider", provider));
    if (cause instanceof UpstreamTimeout timeout) {
      fields.addAll(List.of("timeout_kind", timeout.kind()));
    }
    fields.addAll(List.of("bytes", tally.bytes(), "reason", said(cause)));
    Events.log(LifecycleEvent.PASSTHROUGH_UPSTREAM_ERROR, fields.toArray());
  }

  /** The client has left. */
  void clientGone(long bytes) {
    Events.log(
        LifecycleEvent.PASSTHROUGH_CLIENT_GONE,
        "path",
        path,
        "provider",
        provider,
        "bytes",
        bytes,
        "noticed_ms",
        elapsedMillis());
  }

  /** A stream that had begun was ended. */
  void stopped(ProblemReport why, Tally tally) {
    Events.log(
        LifecycleEvent.RELAY_STOPPED,
        "dialect",
        funded.call().facts().dialect(),
        "provider",
        provider,
        "code",
        why.problem().code(),
        "reason",
        why.what(),
        "bytes",
        tally.bytes());
  }

  private long elapsedMillis() {
    return funded.call().arrival().elapsedNanos() / 1_000_000;
  }

  private static String said(IOException cause) {
    return String.valueOf(cause.getMessage());
  }
}
