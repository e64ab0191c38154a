/**
 * Every log event there is and the one way to write it. {@link tollgate.runtime.event.Event} is the
 * table, {@link tollgate.runtime.event.Events#log} the pen; lines leave through a bounded queue, so
 * a slow terminal never slows a call. Bodies, keys and cookies are never fields. The only room that
 * knows SLF4J and Logback: what libraries log comes out as {@code library.*} events in the same
 * format.
 */
package tollgate.runtime.event;
