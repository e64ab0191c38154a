package tollgate.runtime.config;

import java.util.List;

/**
 * Which requests a provider serves and where they go below its address.
 *
 * @param served the exact request paths; none for all
 * @param upstream the path to ask for in place of the client's; empty for the client's
 */
public record ProviderPaths(List<String> served, String upstream) {

  /** Every request, by the client's path. */
  public static final ProviderPaths ALL = new ProviderPaths(List.of(), "");

  /** Paths never change. */
  public ProviderPaths {
    served = List.copyOf(served);
  }

  /** Whether requests with this path, without its query, are served. */
  public boolean serve(String path) {
    return served.isEmpty() || served.contains(path);
  }
}
