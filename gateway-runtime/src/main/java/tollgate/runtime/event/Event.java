package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

import java.util.List;

/**
 * Every log event there is, one long table: name, level, meaning and the fields it may carry, in
 * the order in which they are written. Names and the meanings of fields never change; adding is
 * free. A field that has no value is left out of the line. {@code call} and {@code err} belong to
 * every event.
 */
public enum Event {
  // -- the life of a call
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

  // -- the relay
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
      "path status tool reason"),

  // -- providers
  UPSTREAM_ERROR(
      "upstream.error",
      WARN,
      "An attempt at a provider failed.",
      "code status provider retryable cause attempt max_retries retrying next_delay_ms"),
  UPSTREAM_PASSTHROUGH_SHORT_CIRCUIT(
      "upstream.passthrough_short_circuit",
      INFO,
      "A provider that is a gateway itself reported an open breaker; it is not counted as a"
          + " failure.",
      "provider attempt"),
  UPSTREAM_FALLBACK(
      "upstream.fallback",
      INFO,
      "A call moved on to another account or provider before a byte of a reply had reached its"
          + " client; status is 0 where none came.",
      "provider account status reason to_provider to_account"),
  UPSTREAM_FALLBACK_PASSED_OVER(
      "upstream.fallback_passed_over",
      INFO,
      "A provider that stands in for others could not for this call.",
      "provider code reason"),
  UPSTREAM_ACCOUNT_RESTS(
      "upstream.account_rests",
      INFO,
      "An account turned a call down; where another can be asked, it is left alone for a while."
          + " Names the model where only that one is meant.",
      "provider account model reason rest_ms"),
  UPSTREAM_CREDENTIAL_REFUSED(
      "upstream.credential_refused",
      ERROR,
      "A provider does not accept the gateway's credential. Where another can be asked, it is left"
          + " alone for a while; somebody has to look at it.",
      "provider account model reason rest_ms"),
  MODELS_MISSING(
      "models.missing",
      WARN,
      "A list of models lacks those of a provider, which gave none.",
      "provider code reason"),
  UPSTREAM_BREAKER_OPEN(
      "upstream.breaker_open",
      WARN,
      "A provider failed too often in a row and is left alone for a while.",
      "provider failures retry_after_seconds"),
  UPSTREAM_BREAKER_REJECT(
      "upstream.breaker_reject",
      INFO,
      "A call was not tried because its provider's breaker is open.",
      "provider retry_after_seconds"),
  UPSTREAM_BREAKER_RESET(
      "upstream.breaker_reset",
      INFO,
      "A provider's breaker is closed again, by a successful probe or by the operator.",
      "provider by"),
  UPSTREAM_CANCEL_FAILED(
      "upstream.cancel_failed",
      WARN,
      "An upstream exchange could not be cancelled cleanly.",
      "provider reason"),

  // -- money
  COST_GUARD(
      "cost.guard",
      ERROR,
      "A cost made no sense and was not booked; the row's cost is unknown.",
      "provider model raw_cost reason"),
  COST_BACKFILLED(
      "cost.backfilled",
      INFO,
      "Calls that had no cost were priced after the fact, or all were priced again as asked.",
      "scanned updated ok pending unsupported more_usd all by"),
  PRICE_LOADED(
      "price.loaded",
      INFO,
      "A price sheet is in use from now on.",
      "source version rates generation"),
  PRICE_REFUSED(
      "price.refused",
      WARN,
      "A price sheet cannot be used; the last good one stays.",
      "source version reason"),
  PRICE_HELD(
      "price.held",
      WARN,
      "A new price sheet looks wrong and waits for somebody to look at it; the last good one"
          + " stays.",
      "source version reason"),
  PRICE_NOT_KEPT(
      "price.not_kept",
      WARN,
      "A price sheet is in use and could not be written to its file; the next start misses it.",
      "source version reason"),
  PRICE_UNKNOWN(
      "price.unknown",
      WARN,
      "No price is known for a model; its calls have no cost until one is. Once per model.",
      "provider model"),
  PRICE_OVERRIDDEN(
      "price.overridden",
      INFO,
      "The operator set or withdrew a price or an alias; it holds from its instant on.",
      "kind subject from withdrawn by"),

  // -- quotas
  QUOTA_REFRESH_SKIPPED(
      "quota.refresh_skipped",
      INFO,
      "No plugin lists upstream accounts, so nobody is asked what is left of their quotas. Told"
          + " once.",
      "reason"),
  QUOTA_UNREADABLE(
      "quota.unreadable",
      WARN,
      "Upstream accounts could not be listed, or one could not be asked; the last answer stays.",
      "source reason"),
  INTAKE_GAP(
      "intake.gap",
      WARN,
      "Usage records of a source are missing for a while; its accounts may have spent more.",
      "source from to reason"),

  // -- what runs beside the calls
  LOOP_STARTED("loop.started", DEBUG, "A background loop runs.", "name interval_ms"),
  LOOP_TICK("loop.tick", DEBUG, "A background loop did its work once.", "name duration_ms"),
  LOOP_ERROR(
      "loop.error",
      ERROR,
      "A background loop failed; it tries again.",
      "name attempt duration_ms next_delay_ms"),
  LOOP_STOPPED("loop.stopped", DEBUG, "A background loop ended.", "name"),
  LOOP_STOP_TIMEOUT(
      "loop.stop_timeout",
      WARN,
      "A background loop did not end in time and was left behind.",
      "name waited_ms"),
  READY_CHECK("ready.check", DEBUG, "Readiness was asked for.", "status duration_ms checks"),
  DISK_LOW(
      "disk.low",
      WARN,
      "The disk of the database has little room left.",
      "path free_bytes least_bytes"),
  ALERT_RAISED("alert.raised", INFO, "Somebody should look at something.", "kind subject id"),
  ALERT_GIVEN_UP(
      "alert.given_up",
      WARN,
      "An alert did not reach one of its addresses, however often it was tried.",
      "kind subject id target attempts reason"),
  TASK_ABANDONED(
      "task.abandoned",
      WARN,
      "A piece of work outlived its time and was left behind.",
      "name waited_ms"),

  // -- settings, start and end
  CONFIG_LOADED(
      "config.loaded",
      INFO,
      "The settings are read; so many of them are not at their default.",
      "files settings providers"),
  CONFIG_ERROR("config.error", ERROR, "The settings cannot be used.", "code what where fix"),
  CONFIG_WARNING("config.warning", WARN, "A setting deserves a second look.", "path where message"),
  CONFIG_PROVIDERS_RELOADED(
      "config.providers_reloaded", INFO, "The providers' settings were read anew.", "providers"),
  CONFIG_PROVIDERS_REFUSED(
      "config.providers_refused",
      WARN,
      "The providers' settings cannot be used; those before stay in force.",
      "problems what where"),
  STARTUP_READY(
      "startup.ready", INFO, "The gateway accepts calls.", "version address data_dir total_ms"),
  STARTUP_ARCHIVE_REFUSED(
      "startup.archive_refused",
      WARN,
      "The class archive does not fit this Java or these jars; the start takes longer without it.",
      "path fix"),
  STARTUP_ERROR("startup.error", ERROR, "The gateway cannot start.", "code what where fix"),
  PROCESS_UNCAUGHT(
      "process.uncaught",
      ERROR,
      "A thread ended by an exception nobody expected.",
      "thread id path"),
  SHUTDOWN_SIGNAL("shutdown.signal", INFO, "The gateway was told to end.", "signal"),
  SHUTDOWN_DRAIN(
      "shutdown.drain",
      INFO,
      "No new calls are taken; running ones may finish.",
      "pending_requests drain_ms"),
  SHUTDOWN_FINALIZE(
      "shutdown.finalize", INFO, "Calls that did not finish in time were ended.", "aborted_rows"),
  SHUTDOWN_CHECKPOINT("shutdown.checkpoint", DEBUG, "The database is closed cleanly.", "total_ms"),
  SHUTDOWN_HARD_KILL(
      "shutdown.hard_kill",
      WARN,
      "The end took too long; the gateway leaves as it is.",
      "pending_requests total_ms"),
  SHUTDOWN_ERROR("shutdown.error", ERROR, "A part of the gateway did not end cleanly.", "part"),
  SHUTDOWN_COMPLETE("shutdown.complete", INFO, "The gateway has ended.", "exit_code total_ms"),

  // -- the store
  STORE_OPENED(
      "store.opened", INFO, "The database is open.", "path schema durability rows total_ms"),
  STORE_MIGRATED("store.migrated", INFO, "The database was brought up to date.", "path from to"),
  STORE_RETRY(
      "store.retry",
      WARN,
      "A commit failed and is tried again in order.",
      "attempt jobs next_delay_ms reason"),
  STORE_UNAVAILABLE(
      "store.unavailable",
      ERROR,
      "The database takes no writes; calls are refused.",
      "reason jobs"),
  STORE_RETENTION("store.retention", INFO, "Old rows were deleted.", "table deleted before"),
  STORE_MISMATCH(
      "store.mismatch", ERROR, "Roll-ups and rows of the ledger disagree.", "table differences"),

  // -- plugins and generations
  PLUGIN_LOADED(
      "plugin.loaded", INFO, "A plugin is in use.", "plugin version brings path total_ms"),
  PLUGIN_REFUSED(
      "plugin.refused",
      ERROR,
      "A plugin was kept out; the gateway runs without it.",
      "plugin code what where fix"),
  PLUGIN_RETIRED("plugin.retired", INFO, "A plugin is no longer in use.", "plugin version"),
  PLUGIN_FAULT("plugin.fault", ERROR, "A plugin failed while it served.", "plugin where times"),
  PLUGIN_SLOW(
      "plugin.slow",
      WARN,
      "A plugin took longer than it may.",
      "plugin where duration_ms limit_ms"),
  PLUGIN_SET_ASIDE(
      "plugin.set_aside",
      WARN,
      "A part of a plugin failed or was slow and is not asked for a while.",
      "plugin where times rest_ms"),
  PLUGIN_LEAKED(
      "plugin.leaked",
      WARN,
      "A retired plugin is still held in memory by something.",
      "plugin version since_ms"),
  PLUGIN_MESSAGE("plugin.message", DEBUG, "A plugin says something.", "plugin message"),
  PLUGIN_NOTICE(
      "plugin.notice", INFO, "A plugin says something for the operator.", "plugin message"),
  PLUGIN_WARNING("plugin.warning", WARN, "A plugin warns.", "plugin message"),
  PLUGIN_ERROR("plugin.error", ERROR, "A plugin reports an error of its own.", "plugin message"),
  GENERATION_ACTIVATED(
      "generation.activated",
      INFO,
      "New calls use these plugins, providers, prices and policies from now on.",
      "generation plugins providers prices policies"),
  GENERATION_RETIRED(
      "generation.retired", DEBUG, "The last call of an old generation ended.", "generation"),
  PROVIDER_CONFIG_INVALID(
      "provider.config.invalid", ERROR, "A provider cannot be used.", "provider path issues"),

  // -- who calls, and who administers
  PROXY_AUTH_REJECTED(
      "proxy.auth.rejected", INFO, "A client's key was not accepted.", "path code key client_ip"),
  PROXY_API_KEY_TOUCH_FAILED(
      "proxy_api_key.touch_failed", WARN, "A key's last use could not be noted.", "key"),
  BUDGET_EXHAUSTED("budget.exhausted", INFO, "A cap had no room for a call.", "cap values"),
  BUDGET_CONTENDED(
      "budget.contended",
      INFO,
      "A call waited in vain for running ones to leave it room under a cap.",
      "cap values"),
  BUDGET_CLAMPED(
      "budget.clamped",
      INFO,
      "A call was asked for a shorter answer, for a cap leaves no more.",
      "call max_tokens"),
  BUDGET_USED(
      "budget.used",
      WARN,
      "Four fifths of a cap are spent, or all of it. Once each in a window.",
      "cap values percent unit spent limit resets_at"),
  BUDGET_REACHED(
      "budget.reached", INFO, "A running answer was ended, for a cap is reached.", "cap limit"),
  POLICY_REFUSED(
      "policy.refused",
      ERROR,
      "A policy's file cannot be used; the policies before it stay in force.",
      "file line column excerpt reason"),
  POLICY_QUARANTINED(
      "policy.quarantined",
      ERROR,
      "A policy was cut off again and again and is not run any more until it is released.",
      "policy reason times calls"),
  POLICY_VERSION_LOST(
      "policy.version_lost",
      WARN,
      "The text of a policy could not be kept for a later roll-back; it holds all the same.",
      "err"),
  POLICY_WARNING(
      "policy.warning", WARN, "A policy warns about a call.", "tool session key message"),
  KEY_CREATED("key.created", INFO, "A gateway key was made.", "key name by"),
  KEY_CHANGED(
      "key.changed", INFO, "A gateway key has other terms or another secret.", "key name by"),
  KEY_REVOKED("key.revoked", INFO, "A gateway key was revoked.", "key name by"),
  KEY_NONE_USABLE(
      "key.none_usable",
      WARN,
      "Keys are required and none can be used, so every call is refused; tollgate keys create makes"
          + " one.",
      "address"),
  ADMIN_ACTION(
      "admin.action",
      INFO,
      "Somebody changed something.",
      "method path status principal client_ip"),
  ADMIN_REJECTED(
      "admin.rejected",
      WARN,
      "A request to the admin API was not accepted.",
      "method path code client_ip"),
  ACCESS_CHANGED(
      "access.changed", INFO, "Who may administer is otherwise now.", "action subject by"),
  LOGIN_REFUSED(
      "login.refused", WARN, "Somebody tried to log in and could not.", "user code client_ip"),
  ADMIN_TOKEN_CREATED(
      "admin.token_created",
      INFO,
      "The administrator's token was made; it is in this file.",
      "path"),

  // -- the doors
  LISTENER_OPENED("listener.opened", INFO, "An address is listened at.", "address"),
  LISTENER_REFUSED(
      "listener.refused",
      DEBUG,
      "A request was refused before it became a call.",
      "method path status code reason client_ip"),
  LISTENER_ERROR("listener.error", ERROR, "The gateway failed on a request.", "method path id"),

  // -- the log itself, and libraries
  LOGGER_DROPPED_LINES(
      "logger.dropped_lines",
      WARN,
      "Lines were dropped because the log's reader is too slow.",
      "count"),
  LOGGER_FILE_FAILED(
      "logger.file_failed",
      WARN,
      "The log's file takes no lines; they go to standard output until it does again.",
      "reason"),
  LIBRARY_MESSAGE("library.message", DEBUG, "A library says something.", "logger message"),
  LIBRARY_WARNING("library.warning", WARN, "A library warns.", "logger message"),
  LIBRARY_ERROR("library.error", ERROR, "A library reports an error.", "logger message");

  private final String code;
  private final Level level;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> fields;

  Event(String code, Level level, String meaning, String fields) {
    this.code = code;
    this.level = level;
    this.meaning = meaning;
    this.fields = List.of(fields.split(" "));
  }

  /** The dotted name, as it stands in the log. */
  public String code() {
    return code;
  }

  /** How much it matters. */
  public Level level() {
    return level;
  }

  /** What it says, one or two sentences. */
  public String meaning() {
    return meaning;
  }

  /** The names of the fields it may carry, in the order in which they are written. */
  public List<String> fields() {
    return fields;
  }
}
