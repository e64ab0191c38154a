package tollgate.runtime.config;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One provider as the operator wrote it, as a {@code [[provider]]} table or in a providers
 * document.
 *
 * @param id the operator's name for it
 * @param type the kind of provider, by the id of the plugin's transform
 * @param baseUrl where it is, without a trailing slash
 * @param credential what the gateway authenticates with; {@link Secret#NONE} for nothing
 * @param auth how it is sent
 * @param models which models it serves
 * @param paths which requests it serves
 * @param dress what is changed in every request
 * @param connection how connections to it are made
 * @param byDefault whether it takes what no other claims
 * @param values settings of its type's own; lists are separated by commas
 * @param fallback the ids of the providers that stand in for it, in order
 * @param accounts its credentials where it has several; else empty
 * @param place where it stands in the settings, for error messages
 */
public record ProviderEntry(
    String id,
    String type,
    URI baseUrl,
    Secret credential,
    ProviderAuth auth,
    ProviderModels models,
    ProviderPaths paths,
    ProviderDress dress,
    ProviderConnection connection,
    boolean byDefault,
    Map<String, String> values,
    List<String> fallback,
    List<AccountEntry> accounts,
    ProviderPlace place) {

  /** Entries never change. */
  public ProviderEntry {
    values = Map.copyOf(values);
    fallback = List.copyOf(fallback);
    accounts = List.copyOf(accounts);
  }

  /** The same, the default where the one before was. */
  ProviderEntry inPlaceOf(ProviderEntry before) {
    return copy(credential, auth, connection, before.byDefault());
  }

  /** The same with another connection. */
  ProviderEntry with(ProviderConnection other) {
    return copy(credential, auth, other, byDefault);
  }

  /** The same, authenticated with otherwise. */
  ProviderEntry with(ProviderAuth way, Secret secret) {
    return copy(secret, way, connection, byDefault);
  }

  private ProviderEntry copy(
      Secret secret, ProviderAuth way, ProviderConnection link, boolean isDefault) {
    return new ProviderEntry(
        id, type, baseUrl, secret, way, models, paths, dress, link, isDefault, values, fallback,
        accounts, place);
  }

  /** Shows neither headers nor values: they may be secret. */
  @Override
  public String toString() {
    return "ProviderEntry[" + id + ": " + type + " at " + baseUrl + "]";
  }
}
