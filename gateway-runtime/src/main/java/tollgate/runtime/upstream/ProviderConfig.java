package tollgate.runtime.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tollgate.api.call.Headers;

/**
 * One provider as the operator configured it.
 *
 * @param id the operator's name for it: lower-case letters, digits, dots, hyphens and underscores
 * @param type the id of the transform that opens it
 * @param baseUrl where it is
 * @param credential what the gateway authenticates with; empty for none
 * @param models beginnings of the model names it serves; none means any model
 * @param byDefault whether it takes what nobody else claims
 * @param headers fields added to every request, over the transform's own
 * @param protocol how to speak HTTP with it
 * @param values the transform's own settings
 * @param routing where its calls may go beside
 */
public record ProviderConfig(
    String id,
    String type,
    URI baseUrl,
    String credential,
    List<String> models,
    boolean byDefault,
    Headers headers,
    Protocol protocol,
    Map<String, String> values,
    Routing routing) {

  /** Configurations never change. */
  public ProviderConfig {
    models = List.copyOf(models);
    values = Map.copyOf(values);
  }

  /** Never shows the credential, nor the values, which may be secret. */
  @Override
  public String toString() {
    return "ProviderConfig[" + id + ": " + type + " at " + baseUrl + "]";
  }
}
