package tollgate.runtime.config;

/**
 * A value that must not be shown.
 *
 * @param reveal the value itself: for the one place that uses it; empty when there is none
 */
public record Secret(String reveal) {

  /** No secret at all. */
  public static final Secret NONE = new Secret("");

  /** What stands in place of a secret. */
  static final String MASK = "****";

  /** Whether there is none. */
  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  /** Never shows the value. */
  @Override
  public String toString() {
    return isEmpty() ? "" : MASK;
  }
}
