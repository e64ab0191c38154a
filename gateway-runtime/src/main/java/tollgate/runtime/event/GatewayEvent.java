package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** Settings, start, end and the store. */
public enum GatewayEvent implements Event {
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
  CONFIG_RESTART_NEEDED(
      "config.restart_needed",
      WARN,
      "Settings were changed that come into force with the next start.",
      "settings"),
  CONFIG_MODE_MENDED(
      "config.mode_mended",
      WARN,
      "Others had access to what is the gateway's alone; now they have none.",
      "path was"),
  CONFIG_MODE_LOOSE(
      "config.mode_loose",
      WARN,
      "Others have access to what is the gateway's alone, and this user may not change that.",
      "path was fix"),
  CONFIG_RELOAD_ASKED("config.reload_asked", INFO, "The gateway reads its files anew.", "signal"),
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
      "store.mismatch", ERROR, "Roll-ups and rows of the ledger disagree.", "table differences");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  GatewayEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
