package tollgate.runtime.access;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Somebody who logs in with a password.
 *
 * @param name by which they log in
 * @param role what they may do
 * @param createdAt since when they may
 * @param passwordAt since when the password is what it is
 * @param lastLoginAt when they last logged in, {@link #NEVER} if they never did
 */
public record Person(
    String name, Role role, Instant createdAt, Instant passwordAt, Instant lastLoginAt) {

  /** What has not happened. */
  public static final Instant NEVER = Instant.MAX;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  /** Whether a person can be called so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The same for the gate and the audit. */
  public Principal principal() {
    return new Principal("user " + name, role);
  }

  Person withRole(Role other) {
    return new Person(name, other, createdAt, passwordAt, lastLoginAt);
  }

  Person withPasswordAt(Instant at) {
    return new Person(name, role, createdAt, at, lastLoginAt);
  }

  Person withLoginAt(Instant at) {
    return new Person(name, role, createdAt, passwordAt, at);
  }
}
