package tollgate.runtime.problem;

import tollgate.api.call.RefusalKind;

/** Whose doing a problem is. */
public enum Source {
  /** The client sent something that cannot be served. */
  CLIENT,
  /** A key, a cap or a policy of the operator says no. */
  POLICY,
  /** The operator's settings or files. */
  OPERATOR,
  /** Tollgate itself, or the machine under it. */
  GATEWAY,
  /** A provider. */
  UPSTREAM;

  /** A problem's nature: whose doing it is and how a client should take it. */
  record Fault(Source source, RefusalKind kind) {}

  /** A problem of this source that a client should take so. */
  Fault as(RefusalKind kind) {
    return new Fault(this, kind);
  }
}
