package tollgate.runtime.key;

/**
 * A key that was just made.
 *
 * @param key what is kept of it
 * @param secret the key itself: show it to its owner now, it cannot be shown again
 */
public record CreatedKey(ManagedKey key, String secret) {

  /** Without the secret, so that it cannot slip into a log. */
  @Override
  public String toString() {
    return "CreatedKey[" + key.id() + "]";
  }
}
