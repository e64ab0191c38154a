package tollgate.runtime.config;

import tollgate.api.call.Headers;

/**
 * What is changed in every request to a provider.
 *
 * @param headers fields added, over the client's and the type's own
 * @param stripsProviderField whether the body's {@code provider} ends at the gateway
 */
public record ProviderDress(Headers headers, boolean stripsProviderField) {

  /** No fields; the body's {@code provider} was said to the gateway. */
  public static final ProviderDress PLAIN = with(Headers.none());

  /** These fields; the body's {@code provider} was said to the gateway. */
  public static ProviderDress with(Headers headers) {
    return new ProviderDress(headers, true);
  }

  /** Shows no field: one may be secret. */
  @Override
  public String toString() {
    return "ProviderDress[strips " + stripsProviderField + "]";
  }
}
