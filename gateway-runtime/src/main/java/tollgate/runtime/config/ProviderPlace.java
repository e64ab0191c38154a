package tollgate.runtime.config;

/**
 * Where a provider stands in the settings.
 *
 * @param path its name in its file or document: {@code provider.local}, {@code providers[0]}
 * @param where the file with its line, or the variable
 */
public record ProviderPlace(String path, String where) {

  /** Nowhere: a provider that nobody wrote down. */
  public static final ProviderPlace NOWHERE = new ProviderPlace("", "");
}
