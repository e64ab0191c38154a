package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** What runs beside the calls. */
public enum TaskEvent implements Event {
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
  BACKUP_MADE(
      "backup.made",
      INFO,
      "The database was backed up, and the backup was looked over.",
      "path bytes calls total_ms"),
  BACKUP_FAILED("backup.failed", ERROR, "The database could not be backed up.", "path reason"),
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
      "name waited_ms");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  TaskEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
