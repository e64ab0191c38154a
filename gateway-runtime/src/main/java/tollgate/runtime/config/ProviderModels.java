package tollgate.runtime.config;

import java.util.List;
import java.util.Map;

/**
 * Which models a provider serves, and under which names.
 *
 * @param beginnings beginnings of the names of models it serves; none for any model
 * @param names the provider's own names by the names clients use
 * @param droppedPrefix a beginning of clients' names that the provider does not know; empty for
 *     none
 */
public record ProviderModels(
    List<String> beginnings, Map<String, String> names, String droppedPrefix) {

  /** Any model, by the name the client uses. */
  public static final ProviderModels ANY = serving();

  /** Models never change. */
  public ProviderModels {
    beginnings = List.copyOf(beginnings);
    names = Map.copyOf(names);
  }

  /** Models whose names begin so, by the names clients use; none for any. */
  public static ProviderModels serving(String... beginnings) {
    return new ProviderModels(List.of(beginnings), Map.of(), "");
  }

  /** The name to ask the provider for: the one written for this name, else without the prefix. */
  public String nameOf(String asked) {
    String known = names.get(asked);
    if (known != null) {
      return known;
    }
    int prefix = droppedPrefix.length();
    boolean prefixed =
        prefix > 0
            && asked.length() > prefix
            && asked.regionMatches(true, 0, droppedPrefix, 0, prefix);
    String rest = prefixed ? asked.substring(prefix) : asked;
    return names.getOrDefault(rest, rest);
  }
}
