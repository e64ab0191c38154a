package tollgate.runtime.event;

import java.util.List;

/**
 * An event that happened, on its way to the log.
 *
 * @param epochMillis when
 * @param event which one
 * @param call the call it belongs to; empty for none
 * @param namesAndValues its fields, name and value in turn; values must not change any more
 */
record Occurrence(long epochMillis, Event event, String call, List<Object> namesAndValues) {}
