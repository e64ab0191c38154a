package tollgate.runtime.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tollgate.runtime.config.ProviderAuth;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;
import tollgate.runtime.config.ProviderModels;
import tollgate.runtime.config.ProviderPaths;
import tollgate.runtime.config.ProviderPlace;

/**
 * One provider as the operator configured it.
 *
 * @param id the operator's name for it: lower-case letters, digits, dots, hyphens and underscores
 * @param type the id of the transform that opens it
 * @param baseUrl where it is
 * @param credential what the gateway authenticates with; empty for none
 * @param auth how the credential is sent
 * @param models which models it serves, and under which names
 * @param paths which requests it serves, and where they go below its address
 * @param dress what is changed in every request, over the transform's own changes
 * @param connection how connections to it are made
 * @param byDefault whether it takes what nobody else claims
 * @param values the transform's own settings
 * @param routing where its calls may go beside
 * @param place where it stands in the settings
 */
public record ProviderConfig(
    String id,
    String type,
    URI baseUrl,
    String credential,
    ProviderAuth auth,
    ProviderModels models,
    ProviderPaths paths,
    ProviderDress dress,
    ProviderConnection connection,
    boolean byDefault,
    Map<String, String> values,
    Routing routing,
    ProviderPlace place) {

  /** Configurations never change. */
  public ProviderConfig {
    values = Map.copyOf(values);
  }

  /** Whether opening either gives the same, wherever they stand in the settings. */
  boolean opensLike(ProviderConfig other) {
    return equals(
        new ProviderConfig(
            other.id,
            other.type,
            other.baseUrl,
            other.credential,
            other.auth,
            other.models,
            other.paths,
            other.dress,
            other.connection,
            other.byDefault,
            other.values,
            other.routing,
            place));
  }

  /** Every secret it is authenticated with. */
  List<String> secrets() {
    return Stream.concat(
            Stream.of(credential), routing.credentials().stream().map(NamedCredential::secret))
        .filter(secret -> !secret.isEmpty())
        .toList();
  }

  /** Never shows the credential, nor the values, which may be secret. */
  @Override
  public String toString() {
    return "ProviderConfig[" + id + ": " + type + " at " + baseUrl + "]";
  }
}
