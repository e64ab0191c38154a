package tollgate.runtime.upstream;

/**
 * One of several credentials of a provider.
 *
 * @param name the operator's neutral name for it, which may be shown
 * @param secret the credential itself, which may not
 */
public record NamedCredential(String name, String secret) {

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "NamedCredential[" + name + "]";
  }
}
