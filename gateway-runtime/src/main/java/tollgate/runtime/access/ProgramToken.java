package tollgate.runtime.access;

import java.time.Instant;

/**
 * A token by which a program administers.
 *
 * @param id names it for good
 * @param name what the operator calls it
 * @param prefix its first characters, by which people tell tokens apart
 * @param role what its holder may do
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused, {@link #NEVER} for never
 * @param revokedAt when it was revoked, {@link #NEVER} while it is not
 * @param lastUsedAt when it was last used, to the minute; {@link #NEVER} if it never was
 */
public record ProgramToken(
    String id,
    String name,
    String prefix,
    Role role,
    Instant createdAt,
    Instant expiresAt,
    Instant revokedAt,
    Instant lastUsedAt) {

  /** What has not happened and is not going to. */
  public static final Instant NEVER = Instant.MAX;

  /** The longest name. */
  static final int LONGEST_NAME = 64;

  /** A token that was just made, with the secret itself, which cannot be shown again. */
  public record Created(ProgramToken token, String secret) {

    /** Without the secret, so that it cannot slip into a log. */
    @Override
    public String toString() {
      return "Created[" + token.id() + "]";
    }
  }

  /** Where it stands, in a word: active, expired or revoked. */
  public String standing(Instant now) {
    if (!revokedAt.equals(NEVER)) {
      return "revoked";
    }
    return now.isBefore(expiresAt) ? "active" : "expired";
  }

  /** Whether it lets anybody in. */
  public boolean isUsable(Instant now) {
    return revokedAt.equals(NEVER) && now.isBefore(expiresAt);
  }

  /** The same for the gate and the audit. */
  Principal principal() {
    return new Principal("token " + name, role);
  }

  ProgramToken revokedAt(Instant at) {
    return new ProgramToken(id, name, prefix, role, createdAt, expiresAt, at, lastUsedAt);
  }

  ProgramToken usedAt(Instant at) {
    return new ProgramToken(id, name, prefix, role, createdAt, expiresAt, revokedAt, at);
  }
}
