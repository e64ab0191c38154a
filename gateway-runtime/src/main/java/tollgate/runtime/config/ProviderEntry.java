package tollgate.runtime.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tollgate.api.call.Headers;

/**
 * One {@code [[provider]]} of the settings file.
 *
 * @param id the operator's name for it
 * @param type the kind of provider, by the id of the plugin's transform
 * @param baseUrl where it is, without a trailing slash
 * @param credential what the gateway authenticates with; {@link Secret#NONE} for nothing
 * @param models beginnings of the names of models it serves; none for any model
 * @param byDefault whether it takes what no other claims
 * @param headers fields added to every request
 * @param protocol how to speak HTTP with it
 * @param values settings of its type's own; lists are separated by commas
 * @param fallback the ids of the providers that stand in for it, in order
 * @param accounts its credentials where it has several; else empty
 * @param where where it stands in the settings, for error messages
 */
public record ProviderEntry(
    String id,
    String type,
    URI baseUrl,
    Secret credential,
    List<String> models,
    boolean byDefault,
    Headers headers,
    HttpProtocol protocol,
    Map<String, String> values,
    List<String> fallback,
    List<AccountEntry> accounts,
    String where) {

  /** Entries never change. */
  public ProviderEntry {
    models = List.copyOf(models);
    values = Map.copyOf(values);
    fallback = List.copyOf(fallback);
    accounts = List.copyOf(accounts);
  }

  /** Shows neither headers nor values: they may be secret. */
  @Override
  public String toString() {
    return "ProviderEntry[" + id + ": " + type + " at " + baseUrl + "]";
  }
}
