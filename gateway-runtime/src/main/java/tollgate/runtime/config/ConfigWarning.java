package tollgate.runtime.config;

/**
 * Something about the settings that deserves a second look and stops nothing.
 *
 * @param path the setting or variable
 * @param where where it stands
 * @param message what about it
 */
public record ConfigWarning(String path, String where, String message) {}
