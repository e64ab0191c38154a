package tollgate.runtime.config;

/**
 * One {@code [[provider.account]]} of the settings file: one of several credentials.
 *
 * @param name the operator's neutral name for it, which rows and logs show
 * @param credential the secret
 */
public record AccountEntry(String name, Secret credential) {}
