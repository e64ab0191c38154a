package tollgate.api.provider;

import java.net.URI;
import java.util.Map;

/**
 * One configured upstream, as handed to {@link ProviderTransform#open}.
 *
 * @param id the operator's name for it, for example {@code local}
 * @param baseUrl where it is, without a trailing slash
 * @param credential the secret it authenticates the gateway with; empty for none
 * @param values the settings the transform declares, defaults filled in
 * @since 1.0
 */
public record ProviderSettings(
    String id, URI baseUrl, String credential, Map<String, String> values) {

  /** Settings never change; a changed provider is opened anew. */
  public ProviderSettings {
    values = Map.copyOf(values);
  }

  /** Never shows the credential. */
  @Override
  public String toString() {
    return "ProviderSettings[" + id + " at " + baseUrl + "]";
  }
}
