package tollgate.runtime.plugin;

import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;

/** An endpoint and the dialect that answers for it. */
record DialectPath(String method, PathPattern path, Contribution<Dialect> dialect) {

  static DialectPath of(Endpoint endpoint, Contribution<Dialect> dialect) {
    return new DialectPath(endpoint.method(), PathPattern.compile(endpoint.path()), dialect);
  }

  /** Equal for two endpoints that ask for the same requests. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
