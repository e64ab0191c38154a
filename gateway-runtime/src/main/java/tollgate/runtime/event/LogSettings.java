package tollgate.runtime.event;

/**
 * What is logged and how.
 *
 * @param level events below it are not written
 * @param format how a line looks
 * @param queueLines how many lines may wait for a slow terminal before further ones are dropped
 */
public record LogSettings(Level level, LogFormat format, int queueLines) {}
