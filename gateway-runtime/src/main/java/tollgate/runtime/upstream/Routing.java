package tollgate.runtime.upstream;

import java.util.List;

/**
 * Where calls of one provider may go beside its one address and credential.
 *
 * @param fallback the ids of the providers that are asked when this one cannot serve, in order
 * @param credentials its credentials where there are several, taken in turn; else empty
 */
public record Routing(List<String> fallback, List<NamedCredential> credentials) {

  /** Nowhere else. */
  public static final Routing PLAIN = new Routing(List.of(), List.of());

  /** Never changes. */
  public Routing {
    fallback = List.copyOf(fallback);
    credentials = List.copyOf(credentials);
  }
}
