package tollgate.api.provider;

import java.net.URI;

/**
 * Keeps a version from standing twice in an address. Tools are told {@code /v1} and so are
 * operators: below a base address that ends in {@code /v1}, a path that begins with {@code /v1/}
 * loses it.
 *
 * @param lastSegment the last segment of the base address with its slash, {@code /v1}; empty when
 *     the address has no path
 * @since 1.0
 */
public record BasePath(String lastSegment) {

  /** The rule for a base address. */
  public static BasePath of(URI baseUrl) {
    String path = baseUrl.getPath() == null ? "" : baseUrl.getPath();
    int slash = path.lastIndexOf('/');
    return new BasePath(slash < 0 ? "" : path.substring(slash));
  }

  /** The path to ask for below the base address. */
  public String below(String path) {
    boolean twice =
        lastSegment.length() > 1
            && path.startsWith(lastSegment)
            && path.length() > lastSegment.length()
            && path.charAt(lastSegment.length()) == '/';
    return twice ? path.substring(lastSegment.length()) : path;
  }
}
