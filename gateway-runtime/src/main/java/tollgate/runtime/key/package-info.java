/**
 * Managed gateway keys: made, found, revoked, expired. Start at {@link
 * tollgate.runtime.key.Keyring}. A key itself is shown once and never kept; what is kept is its
 * SHA-256.
 */
package tollgate.runtime.key;
