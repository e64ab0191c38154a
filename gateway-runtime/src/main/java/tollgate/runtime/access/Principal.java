package tollgate.runtime.access;

/**
 * Somebody whom the gateway vouches for.
 *
 * @param name as the audit names them, for example {@code user ada} or {@code token backup}
 * @param role what they may do
 */
public record Principal(String name, Role role) {}
