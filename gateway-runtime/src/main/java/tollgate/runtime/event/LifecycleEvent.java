package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** The life of a call and its reply. */
public enum LifecycleEvent implements Event {
  LIFECYCLE_PRE_LOGGED(
      "lifecycle.pre_logged",
      DEBUG,
      "The pending row of a call is durable; it may be sent now.",
      "tool instance session key dialect provider model path"),
  LIFECYCLE_FINALIZED(
      "lifecycle.finalized",
      INFO,
      "A call ended and its row is settled. One line per call.",
      CallFields.ALL),
  LIFECYCLE_ABORTED(
      "lifecycle.aborted",
      INFO,
      "A call ended early: the client left, the operator stopped it or the gateway went down.",
      CallFields.ALL),
  LIFECYCLE_REFUSED(
      "lifecycle.refused",
      INFO,
      "A call was refused before it left.",
      "status code tool instance session key dialect provider model path"),
  LIFECYCLE_PRELOG_FAILED(
      "lifecycle.prelog_failed",
      ERROR,
      "The pending row could not be written, so the call was not made.",
      "path reason"),
  LIFECYCLE_FINALIZE_FAILED(
      "lifecycle.finalize_failed",
      ERROR,
      "A call ended and its row could not be settled yet; it is tried again.",
      "row_id attempt reason"),
  LIFECYCLE_FINALIZE_LOST(
      "lifecycle.finalize_lost",
      ERROR,
      "A row could not be settled and the gateway gave up; the next start resolves it.",
      "row_id reason"),
  LIFECYCLE_BOOT_RECOVERY(
      "lifecycle.boot_recovery",
      WARN,
      "Rows that an earlier run left open were resolved at start.",
      "recovered in_doubt aborted charged_usd threshold max_age_ms"),
  PASSTHROUGH_UPSTREAM_HEADERS(
      "passthrough.upstream_headers",
      DEBUG,
      "The reply's head arrived.",
      "path provider status content_type latency_ms"),
  PASSTHROUGH_STREAM_FIRST_CHUNK(
      "passthrough.stream_first_chunk",
      DEBUG,
      "The first bytes of a streamed reply arrived; latency_ms counts from the head,"
          + " upstream_latency_ms from the call's arrival.",
      "path provider latency_ms upstream_latency_ms"),
  PASSTHROUGH_UPSTREAM_ERROR(
      "passthrough.upstream_error",
      WARN,
      "The upstream failed in the midst of a reply; the client's reply was broken off as well.",
      "path provider timeout_kind bytes reason"),
  PASSTHROUGH_CLIENT_GONE(
      "passthrough.client_gone",
      DEBUG,
      "The client left before the end of its reply; the upstream was cancelled. noticed_ms counts"
          + " from the call's arrival.",
      "path provider bytes noticed_ms"),
  RELAY_TAP_BLIND(
      "relay.tap_blind",
      WARN,
      "Usage of this reply can no longer be read; its bytes flow on.",
      "dialect provider reason bytes"),
  RELAY_EVENT_UNREAD(
      "relay.event_unread",
      WARN,
      "An event of a stream was too large to be read and was passed on unread.",
      "dialect provider bytes limit_bytes"),
  RELAY_STOPPED(
      "relay.stopped",
      INFO,
      "A running stream was ended in the client's dialect.",
      "dialect provider code reason bytes"),
  WEBSOCKET_UPSTREAM_CONNECTED(
      "websocket.upstream_connected",
      DEBUG,
      "A client's WebSocket was granted; the provider's stands behind it.",
      "path provider tool"),
  WEBSOCKET_REFUSED(
      "websocket.refused",
      INFO,
      "A client's wish for a WebSocket was refused; it can send its requests over HTTP.",
      "path status tool reason");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  LifecycleEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
