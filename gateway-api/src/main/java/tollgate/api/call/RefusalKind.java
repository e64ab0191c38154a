package tollgate.api.call;

/**
 * Why a call is turned away, as far as a client's reaction depends on it. The status is the one
 * used where no tool asks for another.
 *
 * @since 1.0
 */
public enum RefusalKind {
  /** The request cannot be understood. */
  BAD_REQUEST(400),
  /** No key, or one that is not valid. */
  UNAUTHENTICATED(401),
  /** Money for this is spent: waiting for a retry does not help. */
  BUDGET(402),
  /** Not allowed: by a key's limits or by a policy. */
  FORBIDDEN(403),
  /** No such path, provider or model. */
  NOT_FOUND(404),
  /** The body is longer than the gateway accepts. */
  TOO_LARGE(413),
  /** The body is in a media type or coding the gateway cannot meter. */
  UNSUPPORTED_MEDIA(415),
  /** The upgrade asked for is not to be had here; plain HTTP is. */
  UPGRADE_REFUSED(426),
  /** Too much at once: waiting helps, and the refusal says how long. */
  RATE_LIMITED(429),
  /** A fault of the gateway itself. */
  INTERNAL(500),
  /** The upstream answered something that cannot be relayed. */
  UPSTREAM_INVALID(502),
  /** The upstream cannot be reached, or its breaker is open. */
  UPSTREAM_UNAVAILABLE(503),
  /** The upstream took too long. */
  UPSTREAM_TIMEOUT(504);

  private final int status;

  RefusalKind(int status) {
    this.status = status;
  }

  /** The HTTP status used where no tool asks for another. */
  public int status() {
    return status;
  }
}
