package tollgate.api;

/**
 * The version of this API. A plugin jar states in its manifest, as {@code Plugin-Requires}, the
 * range it was built for; a jar built for another major version is refused by name.
 *
 * @since 1.0
 */
public final class ApiVersion {

  /** Semantic version: the major number changes when a working plugin could stop working. */
  public static final String CURRENT = "1.0.0";

  private ApiVersion() {}
}
